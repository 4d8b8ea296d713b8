// What people do.
document.addEventListener("click", (event) => {
  const element = event.target.closest("button, a, mark, tr.line");
  if (!element) return;
  if (element.matches("[data-table]")) { current = tables.get(element.dataset.table); draw(); note(); $("tabs").querySelector("[aria-pressed=true]").focus(); }
  else if (element.matches("thead button[data-at]")) {
    const at = Number(element.dataset.at);
    sort(current, at, current.sort === at && !current.down);
    drawHead();
    drawRows();
    note();
    $("list").querySelector(`thead button[data-at="${at}"]`).focus();
  } else if (element.matches("a[href^='#']")) {
    const key = element.getAttribute("href").slice(1).split("/")[0];
    if (!data.tables.some((table) => index(table).has(key))) return;
    event.preventDefault();
    visit(element.getAttribute("href") + (element.closest("#list") ? question(current) : ""), "words");
  } else if (element.matches("mark")) open(element);
  else if (element.matches("tr.line") && !String(getSelection())) visit(link(current, Number(element.dataset.row)) + question(current), "words");
  else if (element.matches(".copy")) copy(element, location.href.split("#")[0] + link(current, current.open));
  else if (element.matches(".entry")) copy(element, (current.name === "observation" ? entry : told)(current, current.open));
});

function open(mark) {
  const layers = $("source").classList;
  for (const row of mark.dataset.row.split(" ")) {
    const name = data.marks[row[0]], key = `${data.report}-${row.slice(1)}`;
    const table = tables.get(name);
    const i = table && index(table).get(key);
    if (i !== undefined && (layers.contains("show-" + name) || mark.classList.contains("lit"))) return visit(link(table, i), "row");
  }
}

$("search").addEventListener("input", () => { current.words = $("search").value; find(current); drawRows(); note(); });
$("search").addEventListener("focus", () => haystack(current));
$("filters").addEventListener("change", ({ target }) => { current.chosen[target.dataset.at] = target.value; find(current); drawRows(); note(); });
$("clear").addEventListener("click", () => { current.words = ""; current.chosen = {}; find(current); drawFilters(); drawRows(); note(); $("search").focus(); });
$("previous").addEventListener("click", () => { current.page--; drawRows(); $("list").scrollTop = 0; });
$("next").addEventListener("click", () => { current.page++; drawRows(); $("list").scrollTop = 0; });
$("back").addEventListener("click", () => show(current, current.open, "row"));
document.querySelector(".layers").addEventListener("change", ({ target }) => {
  $("source").classList.toggle("show-" + target.value, target.checked);
  if (target.value === "entity") $("source").classList.toggle("show-mention", target.checked);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest("input, select, textarea")) { event.preventDefault(); $("search").focus(); }
  if (event.key === "Enter" && event.target.matches(".lit")) show(current, current.open, "row");
  if (event.key === "Escape" && current.open >= 0 && event.target.closest("#rows, #text")) {
    current.open = -1;
    drawRows();
    unlight();
    note();
    $("back").hidden = true;
    $("search").focus();
  }
});
addEventListener("hashchange", () => follow("row"));
document.addEventListener("language", () => { draw(); if (chooser) findDeeds(); });

draw();
follow("row");
// The browser itself goes to the words of an address once all is there; the row is shown beside them after that.
if (location.hash) addEventListener("load", () => requestAnimationFrame(() => follow("row")));
