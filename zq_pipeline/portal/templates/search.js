// Which rows, in which order.
const haystack = (table) =>
  (table.haystack ||= table.rows.map((row) =>
    row.map((cell, at) => {
      const { enum: listed, of, label, time } = table.columns[at];
      const more = listed ? cell.split(";").flatMap((code) => data.words[code] ?? []) : label ? [data.labels[cell] ?? ""] : time ? data.times[cell] : data.codes[of]?.[cell];
      return more ? cell + " " + more.join(" ") : of === "chapter" ? data.chapters[cell] ?? "" : cell;
    }).join("\n").toLowerCase()));
const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);

function find(table) {
  const words = wordsOf(table.words);
  const chosen = Object.entries(table.chosen).filter(([, code]) => code);
  const stack = words.length ? haystack(table) : null;
  table.found = !stack && !chosen.length ? table.order : table.order.filter((i) => {
    const row = table.rows[i];
    return chosen.every(([at, code]) => row[at] === code) && (!stack || words.every((word) => stack[i].includes(word)));
  });
  table.page = 0;
}

function sort(table, at, down) {
  table.sort = at;
  table.down = down;
  const number = table.columns[at].number;
  const keys = table.rows.map((row) => (number ? (row[at] === "" ? NaN : Number(row[at])) : shown(table, at, row)));
  const empty = (key) => key === "" || Number.isNaN(key);
  const sign = down ? -1 : 1;
  table.order = table.rows.map((_, i) => i).sort((a, b) => {
    if (empty(keys[a]) || empty(keys[b])) return empty(keys[a]) - empty(keys[b]) || a - b;
    return sign * (number ? keys[a] - keys[b] : collator.compare(keys[a], keys[b])) || a - b;
  });
  find(table);
}
