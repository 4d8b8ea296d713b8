// The list: its tabs, filters, head and rows, and the opened row.
let current = data.tables[0];
const title = (described) => described[spoken() ? "en" : "zh"];

function drawTabs() {
  const tab = (table) => {
    const button = make("button", { type: "button" }, title(table) + " ", make("small", {}, grouped(String(table.rows.length))));
    button.setAttribute("aria-pressed", table === current);
    button.dataset.table = table.name;
    return button;
  };
  const more = make("details", { open: !current.first }, make("summary", {}, say("更多表", "More tables")), ...data.tables.filter((t) => !t.first).map(tab));
  $("tabs").replaceChildren(...data.tables.filter((t) => t.first).map(tab), more);
}

function drawFilters() {
  const table = current;
  const first = [], more = [];
  for (const at of table.filters) {
    const counts = new Map();
    for (const row of table.rows) if (row[at] !== "") counts.set(row[at], (counts.get(row[at]) || 0) + 1);
    if (counts.size < 2) continue;
    const name = title(table.columns[at]);
    const select = make("select", {}, make("option", { value: "" }, say(`全部${name}`, `${name}: all`)));
    for (const [code, count] of counts) select.append(make("option", { value: code }, `${shown(table, at, table.rows.find((row) => row[at] === code))} (${count})`));
    select.setAttribute("aria-label", name);
    select.dataset.at = at;
    select.value = table.chosen[at] || "";
    (first.length < 3 ? first : more).push(select);
  }
  const used = more.some((select) => select.value);
  $("filters").replaceChildren(...first, ...(more.length ? [make("details", { open: used }, make("summary", {}, say("更多筛选", "More filters")), ...more)] : []));
  if ($("search").value !== table.words) $("search").value = table.words;
  $("about").textContent = table.about[spoken()];
  $("caption").textContent = title(table);
}

function drawHead() {
  const table = current;
  $("list").querySelector("thead").replaceChildren(make("tr", {}, ...table.show.map((at) => {
    const sorted = table.sort === at;
    const button = make("button", { type: "button" }, title(table.columns[at]) + (sorted ? (table.down ? " ↓" : " ↑") : ""));
    button.dataset.at = at;
    const cell = make("th", { scope: "col", className: table.columns[at].number ? "n" : "" }, button);
    cell.setAttribute("aria-sort", sorted ? (table.down ? "descending" : "ascending") : "none");
    return cell;
  })));
}

// A key names a place; where two tables have a row there, the later table's link says which.
function link(table, i) {
  const key = table.rows[i][table.key];
  const first = data.tables.find((other) => index(other).has(key));
  return first === table ? "#" + key : `#${key}/${table.name}`;
}

// A row of another report is on that report's page.
function address(table, key) {
  const i = index(table).get(key);
  return i === undefined ? `${key.split("-").slice(0, 2).join("-")}.html#${key}` : link(table, i);
}

function line(table, i) {
  const row = table.rows[i];
  const cells = table.show.map((at, n) => {
    const text = shown(table, at, row);
    if (n) return make("td", { className: table.columns[at].number ? "n" : table.columns[at].time ? "time" : "" }, text);
    return make("th", { scope: "row" }, make("a", { href: link(table, i) }, text || row[column(table, "quote")] || row[table.key]));
  });
  const element = make("tr", { className: i === table.open ? "line open" : "line" }, ...cells);
  element.dataset.row = i;
  return element;
}

// What people ask of a row first; codes, keys and offsets are folded away.
function detail(table, i) {
  const row = table.rows[i];
  const plain = make("dl"), codes = make("dl");
  table.columns.forEach((described, at) => {
    if (row[at] === "") return;
    const text = shown(table, at, row);
    const target = tables.get(described.of);
    const term = () => make("dt", {}, title(described));
    if (["start", "end", "report", "page"].includes(described.name) || at === table.key) codes.append(term(), make("dd", {}, row[at]));
    else {
      plain.append(term(), make("dd", {}, target ? make("a", { href: address(target, row[at]) }, text) : text));
      if (text !== row[at]) codes.append(term(), make("dd", {}, row[at]));
    }
  });
  const copy = make("button", { type: "button", className: "copy" }, say("复制链接", "Copy link"));
  const folded = make("details", {}, make("summary", {}, say("编号、代码与位置", "Key, codes and place")), codes);
  const cell = make("td", { colSpan: table.show.length }, plain, make("p", {}, copy, " ", reporting(table, i)), folded);
  return make("tr", { className: "detail" }, cell);
}

function drawRows() {
  const table = current;
  const from = table.page * PAGE;
  const rows = table.found.slice(from, from + PAGE);
  $("list").querySelector("tbody").replaceChildren(...rows.flatMap((i) => (i === table.open ? [line(table, i), detail(table, i)] : [line(table, i)])));
  const total = table.found.length;
  $("count").textContent = total
    ? say(`第 ${from + 1}–${from + rows.length} 行，共 ${grouped(String(total))} 行`, `${from + 1}–${from + rows.length} of ${grouped(String(total))} ${total === 1 ? "row" : "rows"}`)
    : say("没有符合的行", "No row matches");
  $("previous").disabled = !table.page;
  $("next").disabled = from + PAGE >= total;
  $("clear").hidden = !table.words && !Object.values(table.chosen).some(Boolean);
}

function draw() {
  drawTabs();
  drawFilters();
  drawHead();
  drawRows();
}
