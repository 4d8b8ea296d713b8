// What is seen is in the address: #<row>[/<table>][?…] or #rows/<table>?…, and #deeds?…. What follows ? are filters.
const decoded = (text) => { try { return decodeURIComponent(text); } catch (broken) { return ""; } };
const asked = () => {
  const [path, query = ""] = location.hash.slice(1).split("?");
  const [key, name] = decoded(path).split("/");
  return { key, name, query: new URLSearchParams(query) };
};

// The filters, words and order of a table, as they stand in an address.
function question(table) {
  const query = new URLSearchParams();
  if (table.words) query.set("q", table.words);
  for (const [at, code] of Object.entries(table.chosen)) if (code) query.set(table.columns[at].name, code);
  if (table.sort >= 0) query.set("sort", (table.down ? "-" : "") + table.columns[table.sort].name);
  return String(query) && "?" + query;
}
function answer(table, query) {
  table.words = query.get("q") || "";
  table.chosen = {};
  for (const at of table.filters) if (query.has(table.columns[at].name)) table.chosen[at] = query.get(table.columns[at].name);
  const by = query.get("sort") || "", at = column(table, by.replace(/^-/, ""));
  if (at >= 0) sort(table, at, by.startsWith("-"));
  else find(table);
}

function note() {
  const path = current.open >= 0 ? link(current, current.open) : `#rows/${current.name}`;
  history.replaceState(null, "", path + question(current));
}

function follow(focus) {
  const { key, name, query } = asked();
  if (key === "deeds") return chooseDeeds(query);
  const table = name ? tables.get(name) : data.tables.find((one) => index(one).has(key));
  if (!table) return;
  if (key === "rows" || String(query)) answer(table, query);
  const i = index(table).get(key);
  if (i !== undefined) return show(table, i, focus);
  if (key !== "rows") return;
  current = table;
  draw();
  if (focus) $("explore").scrollIntoView();
}

// Shown at once: the browser tells of a new hash only later, when a fast reader may have clicked again.
function visit(hash, focus) {
  if (location.hash !== hash) history.pushState(null, "", hash);
  follow(focus);
}
