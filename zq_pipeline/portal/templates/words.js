// From a row to its words in the text, and back.
function unlight() {
  for (const piece of document.querySelectorAll(".lit")) { piece.classList.remove("lit"); piece.removeAttribute("tabindex"); }
}

function light(table, i) {
  unlight();
  const [start, end] = ["start", "end"].map((name) => table.rows[i][column(table, name)]);
  if (start === undefined) return null;
  const first = pieceAt(Number(start)), after = pieceAt(Number(end));
  for (let n = first; n < after; n++) pieces[n].classList.add("lit");
  if (!pieces[first]) return null;
  pieces[first].tabIndex = -1;
  return pieces[first];
}

function into(pane, element, margin) {
  const box = pane.getBoundingClientRect(), place = element.getBoundingClientRect();
  if (place.top < box.top + margin || place.bottom > box.bottom - margin) pane.scrollTop += place.top - box.top - pane.clientHeight / 3;
}

function show(table, i, focus) {
  if (!table.found.includes(i)) { table.words = ""; table.chosen = {}; find(table); }
  table.open = i;
  table.page = Math.floor(table.found.indexOf(i) / PAGE);
  current = table;
  draw();
  const row = $("list").querySelector("tr.open");
  const words = light(table, i);
  into($("list"), row, 40);
  if (words) for (let n = 0; n < 2; n++) into($("source"), words, 20);
  $("back").hidden = !words;
  const target = focus === "words" && words ? words : row;
  const panes = document.querySelector(".panes"), around = panes.getBoundingClientRect(), { top, bottom } = target.getBoundingClientRect();
  const fits = around.height <= innerHeight;
  if (fits && (around.top < 40 || around.bottom > innerHeight)) panes.scrollIntoView({ block: "start" });
  else if (!fits && (top < 60 || bottom > innerHeight - 10)) target.scrollIntoView({ block: "center" });
  (target === row ? row.querySelector("a") : target).focus({ preventScroll: true });
}
