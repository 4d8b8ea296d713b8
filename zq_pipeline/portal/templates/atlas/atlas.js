"use strict";
// Tables and lists that are sorted and filtered; what is chosen stands in the address. Words of options follow the language.
(() => {
  const root = document.documentElement;
  const english = () => root.lang === "en";
  const say = (zh, en) => (english() ? en : zh);
  const words = (text) => { const [zh, en] = text.split("|"); return say(zh, en ?? zh); };
  const asked = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");

  const explorer = document.querySelector(".explorer");
  if (explorer) {
    const filters = Object.fromEntries([...explorer.querySelectorAll("[data-filter]")].map((one) => [one.dataset.filter, one]));
    const heads = [...explorer.querySelectorAll("thead th")];
    const body = explorer.querySelector("tbody");
    const rows = [...body.rows];
    const tiles = [...explorer.querySelectorAll("a.tile")];
    let sorted = "aim", down = true;

    const first = { m: explorer.dataset.m, y: explorer.dataset.y, l: "", q: "" };
    const chosen = () => ({ ...first, ...Object.fromEntries(Object.entries(filters).map(([name, field]) => [name, field.value])) });
    const cell = (row, name) => row.querySelector(`.${name}`);
    const at = (row, name) => { const value = cell(row, name)?.dataset.v; return value === undefined ? null : Number(value); };

    const order = new Intl.Collator("zh").compare;
    // Only the rows of the chosen measure and year: the others are not seen.
    function sort() {
      const { m, y } = chosen(), side = down ? -1 : 1;
      const own = rows.filter((row) => row.dataset.m === m && row.dataset.y === y);
      const text = !["place", "tone", "state"].includes(sorted) ? at : sorted === "place" ? (row) => row.querySelector("th").textContent : (row) => cell(row, sorted).textContent || null;
      const keys = new Map(own.map((row) => [row, text(row, sorted)]));
      own.sort((a, b) => {
        const one = keys.get(a), other = keys.get(b);
        if (one === null || other === null) return (one === null) - (other === null);
        return side * (typeof one === "number" ? one - other : order(one, other));
      });
      body.prepend(...own);
      for (const head of heads) {
        const name = head.querySelector("button")?.dataset.sort;
        if (name === sorted) head.setAttribute("aria-sort", down ? "descending" : "ascending"); else head.removeAttribute("aria-sort");
      }
    }

    function draw() {
      const { m, y, l, q } = chosen();
      const narrowed = Boolean(l || q);
      for (const one of explorer.querySelectorAll("[data-m][data-y]"))
        one.classList.toggle("off", !(one.dataset.m === m && one.dataset.y === y && (!l || one.dataset.l === l || "all" in one.dataset) && !(narrowed && "all" in one.dataset)));
      const seen = rows.filter((row) => !row.classList.contains("off"));
      for (const [name, kind] of [["no-aims", "aim"], ["no-came", "came"], ["no-raised", "raised"], ["no-last", "last"]])
        explorer.classList.toggle(name, !seen.some((row) => cell(row, kind).textContent && !cell(row, kind).querySelector(".silence")));
      let found = 0, rank = 0, before = null;
      for (const row of body.rows) {
        if (q && !row.classList.contains("off")) row.classList.toggle("off", !row.querySelector("th").textContent.toLowerCase().includes(q.toLowerCase()));
        if (row.classList.contains("off")) continue;
        found++;
        const value = at(row, sorted);
        if (value !== before) rank = found;
        before = value;
        row.cells[0].textContent = value === null ? "" : rank;
      }
      explorer.querySelector(".count").textContent = say(`${found}个地区`, `${found} place${found === 1 ? "" : "s"}`);
      const silent = explorer.querySelector("div.silent");
      if (silent) silent.hidden = !silent.querySelector("li:not(.off)");
      colour(m, y);
    }

    // The tiles: aims, or what came where a year has none; darker is higher, by order, as the page was drawn at first.
    function colour(m, y) {
      const own = new Map(rows.filter((row) => row.dataset.m === m && row.dataset.y === y).map((row) => [row.dataset.p, row]));
      const kind = [...own.values()].some((row) => cell(row, "aim").dataset.s) ? "aim" : "came";
      const drawn = new Set(tiles.map((tile) => tile.dataset.p));
      const values = [...new Set([...own].filter(([place]) => drawn.has(place)).map(([, row]) => at(row, kind)))].filter((value) => value !== null).sort((a, b) => a - b);
      const last = values.length - 1;
      for (const tile of tiles) {
        const row = own.get(tile.dataset.p), value = row ? at(row, kind) : null, short = row && cell(row, kind).dataset.s;
        tile.setAttribute("class", `tile ${value === null ? "none" : `s${last ? Math.floor((values.indexOf(value) * 8 + last) / (2 * last)) : 4}`}`);
        const [zh, en] = (short || "—").split("|");
        tile.querySelector(".zh.v").textContent = zh;
        tile.querySelector(".en.v").textContent = en ?? zh;
      }
    }

    function remember() {
      const now = { ...chosen(), s: `${down ? "-" : ""}${sorted}` };
      const kept = Object.entries(now).filter(([name, value]) => value && value !== ({ ...first, s: "-aim" })[name]);
      history.replaceState(null, "", kept.length ? `#${new URLSearchParams(kept)}` : location.pathname + location.search);
    }

    function follow() {
      const wanted = asked();
      if (!["m", "y", "l", "q", "s"].some((name) => wanted.has(name)) || (wanted.has("q") && document.getElementById("seek"))) return;
      for (const [name, field] of Object.entries(filters)) {
        const value = wanted.get(name) ?? first[name];
        if (field.tagName === "INPUT" || [...field.options].some((one) => one.value === value)) field.value = value;
      }
      const key = wanted.get("s") ?? "-aim";
      if (explorer.querySelector(`[data-sort="${CSS.escape(key.replace("-", ""))}"]`)) { sorted = key.replace("-", ""); down = key.startsWith("-"); }
      lastYear();
      sort();
      draw();
    }

    // A measure of which the chosen year has no line shows its latest year that has one.
    function lastYear() {
      const { m, y } = chosen();
      const there = rows.filter((row) => row.dataset.m === m).map((row) => row.dataset.y);
      if (there.length && !there.includes(y)) filters.y.value = there.reduce((a, b) => (a > b ? a : b));
    }

    explorer.addEventListener("click", ({ target }) => {
      const key = target.closest("[data-sort]")?.dataset.sort;
      if (!key) return;
      down = key === sorted ? !down : !["place", "tone", "state"].includes(key);
      sorted = key;
      sort();
      draw();
      remember();
    });
    explorer.addEventListener("input", () => { lastYear(); sort(); draw(); remember(); });
    addEventListener("hashchange", follow);
    document.addEventListener("language", draw);
    follow();
    draw();
  }

  for (const list of document.querySelectorAll("[data-list]")) {
    const items = [...list.querySelectorAll("[data-theme]")], pick = list.querySelector("[data-pick]"), field = list.querySelector("[data-words]");
    const find = () => {
      const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let found = 0;
      for (const item of items) {
        item.words ||= item.textContent.toLowerCase();
        item.hidden = Boolean(pick?.value && item.dataset.theme !== pick.value) || !wanted.every((word) => item.words.includes(word));
        found += !item.hidden;
      }
      list.querySelector(".count").textContent = say(`${found}项`, `${found} of ${items.length}`);
    };
    list.addEventListener("input", find);
    document.addEventListener("language", find);
    find();
  }

  const translate = () => {
    for (const option of document.querySelectorAll("option[data-text]")) option.textContent = words(option.dataset.text);
  };
  document.addEventListener("language", translate);
  translate();

  // The address of a row, from when all stood on one page, leads to its report.
  const key = location.hash.slice(1).split("/")[0].replace(/-\d+$/, "");
  const report = key && [...document.querySelectorAll("[data-report]")].find((one) => one.dataset.report === key);
  if (report) location.replace(report.href + location.hash);
})();
