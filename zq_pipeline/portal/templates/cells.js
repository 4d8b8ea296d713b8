// The tables, and their cells as people read them. Everything that comes from a report is set as text, never as HTML.
const data = JSON.parse(document.getElementById("data").textContent);
const PAGE = 50;
const $ = (id) => document.getElementById(id);
const root = document.documentElement;
const tables = new Map(data.tables.map((table) => [table.name, table]));
const collator = new Intl.Collator("zh-CN", { numeric: true });
const say = (zh, en) => (root.lang === "en" ? en : zh);
const spoken = () => (root.lang === "en" ? 1 : 0);
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const column = (table, name) => table.columns.findIndex((c) => c.name === name);
const index = (table) => (table.index ||= new Map(table.rows.map((row, i) => [row[table.key], i])));

// The text is cut wherever a row starts or ends, so its pieces put together are each row's quote.
const pieces = [...document.querySelectorAll("article :is(mark, span)")];
const places = pieces.map((piece) => Number(piece.dataset.at ?? piece.id.slice(data.report.length + 1)));
const texts = pieces.map((piece) => piece.textContent);
const pieceAt = (offset) => {
  let low = 0, high = places.length;
  while (low < high) { const middle = (low + high) >> 1; if (places[middle] < offset) low = middle + 1; else high = middle; }
  return low;
};

const unpacked = (cells, count) => (typeof cells === "string" ? Array(count).fill(cells) : cells.of ? cells.at.map((at) => cells.of[at]) : cells);

for (const table of data.tables) {
  const columns = table.cells.map((cells) => unpacked(cells, table.count));
  table.rows = Array.from({ length: table.count }, (_, i) => columns.map((cells) => cells[i]));
  const [quote, start, end] = ["quote", "start", "end"].map((name) => column(table, name));
  for (const row of table.rows) {
    row.forEach((cell, at) => { if (cell[0] === "~" && (at === table.key || table.columns[at].of)) row[at] = cell === "~" ? data.report : `${data.report}-${cell.slice(1)}`; });
    if (quote >= 0 && start >= 0) row[quote] = texts.slice(pieceAt(Number(row[start])), pieceAt(Number(row[end]))).join("");
  }
  table.order = table.rows.map((_, i) => i);
  Object.assign(table, { found: table.order, page: 0, sort: -1, down: false, words: "", chosen: {}, open: -1 });
}

const grouped = (digits) => {
  const [whole, part] = digits.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? "." + part : "");
};
// 13380000000 as 133.8亿 or 13.38 billion, where that is exact in few digits. The digits are moved, not divided.
const STEPS = [[[12, "万亿"], [8, "亿"], [4, "万"]], [[12, " trillion"], [9, " billion"], [6, " million"]]];
function amount(digits) {
  const [, sign, whole, part = ""] = digits.match(/^(-?)(\d+)(?:\.(\d+))?$/) || [];
  if (whole === undefined) return digits;
  for (const [size, word] of STEPS[spoken()]) {
    const moved = (whole.slice(-size) + part).replace(/0+$/, "");
    if (whole.length > size && moved.length <= 2 + spoken()) return sign + grouped(whole.slice(0, -size) + (moved ? "." + moved : "")) + word;
  }
  return sign + grouped(whole + (part ? "." + part : ""));
}

const labelled = (name) => (spoken() ? data.labels[name] ?? name : name);
const named = (table, i) => {
  const row = table.rows[i];
  const parts = ["name", "indicator_name", "heading", "title", "quote"].map((name) => row[column(table, name)]);
  return table.name === "observation" ? `${labelled(parts[1])} ${parts[4]}` : parts.find(Boolean) || row[table.key];
};
function shown(table, at, row) {
  const cell = row[at];
  const { number, amount: scaled, enum: listed, of, name, time, label } = table.columns[at];
  if (cell === "") return "";
  if (listed) return cell.split(";").map((code) => data.words[code]?.[spoken()] ?? code).join(say("；", "; "));
  if (time) return data.times[cell]?.[spoken()] ?? cell;
  if (label) return labelled(cell);
  if (name === "unit_name" && spoken()) return data.units[row[column(table, "unit")]] ?? cell;
  if (of === "chapter") return data.chapters[cell] ?? cell;
  if (data.codes[of]) return data.codes[of][cell]?.[spoken()] ?? cell;
  const target = tables.get(of);
  if (target && index(target).has(cell)) return named(target, index(target).get(cell));
  if (scaled) return amount(cell);
  return number && !name.endsWith("year") ? grouped(cell) : cell;
}
