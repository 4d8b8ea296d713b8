"use strict";
// The list of rows, the text, and the way between them. Everything that comes from a report is set as text, never as HTML.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const PAGE = 50;
  const $ = (id) => document.getElementById(id);
  const root = document.documentElement;
  const tables = new Map(data.tables.map((table) => [table.name, table]));
  const collator = new Intl.Collator("zh-CN", { numeric: true });
  let language = root.lang === "en" ? 1 : 0;
  let current = data.tables[0];

  for (const table of data.tables) {
    table.order = table.rows.map((_, i) => i);
    Object.assign(table, { found: table.order, page: 0, sort: -1, down: false, words: "", chosen: {}, open: -1 });
  }

  const say = (zh, en) => (language ? en : zh);
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const column = (table, name) => table.columns.findIndex((c) => c.name === name);
  const index = (table) => (table.index ||= new Map(table.rows.map((row, i) => [row[table.key], i])));

  // ---- cells as people read them

  const grouped = (digits) => {
    const [whole, part] = digits.split(".");
    return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? "." + part : "");
  };
  const named = (table, i) => {
    const row = table.rows[i];
    const parts = ["name", "indicator_name", "heading", "title", "quote"].map((name) => row[column(table, name)]);
    return table.name === "observation" ? parts[1] + " " + parts[4] : parts.find(Boolean) || row[table.key];
  };
  const shown = (table, at, cell) => {
    const { number, enum: listed, of, name } = table.columns[at];
    if (cell === "") return "";
    if (listed) return cell.split(";").map((code) => data.words[code]?.[language] ?? code).join(say("；", "; "));
    if (of === "chapter") return data.chapters[cell] ?? cell;
    if (data.codes[of]) return data.codes[of][cell]?.[language] ?? cell;
    const target = tables.get(of);
    if (target && index(target).has(cell)) return named(target, index(target).get(cell));
    return number && !name.endsWith("year") ? grouped(cell) : cell;
  };
  const haystack = (table) =>
    (table.haystack ||= table.rows.map((row) =>
      row.map((cell, at) => {
        const { enum: listed, of } = table.columns[at];
        const both = listed ? cell.split(";").flatMap((code) => data.words[code] ?? []) : data.codes[of]?.[cell];
        return both ? cell + " " + both.join(" ") : of === "chapter" ? data.chapters[cell] ?? "" : cell;
      }).join("\n").toLowerCase()));

  // ---- which rows, in which order

  function find(table) {
    const words = table.words.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = Object.entries(table.chosen).filter(([, code]) => code);
    const stack = words.length ? haystack(table) : null;
    table.found = !stack && !chosen.length ? table.order : table.order.filter((i) => {
      const row = table.rows[i];
      return chosen.every(([at, code]) => row[at] === code) && (!stack || words.every((word) => stack[i].includes(word)));
    });
    table.page = 0;
  }

  function sort(table, at) {
    table.down = table.sort === at && !table.down;
    table.sort = at;
    const number = table.columns[at].number;
    const keys = table.rows.map((row) => (number ? (row[at] === "" ? NaN : Number(row[at])) : shown(table, at, row[at])));
    const empty = (key) => key === "" || Number.isNaN(key);
    const sign = table.down ? -1 : 1;
    table.order = table.rows.map((_, i) => i).sort((a, b) => {
      if (empty(keys[a]) || empty(keys[b])) return empty(keys[a]) - empty(keys[b]) || a - b;
      return sign * (number ? keys[a] - keys[b] : collator.compare(keys[a], keys[b])) || a - b;
    });
    find(table);
  }

  // ---- drawing

  function drawTabs() {
    $("tabs").replaceChildren(...data.tables.map((table) => {
      const button = make("button", { type: "button" }, (language ? table.en : table.zh) + " ", make("small", {}, grouped(String(table.rows.length))));
      button.setAttribute("aria-pressed", table === current);
      button.dataset.table = table.name;
      return button;
    }));
  }

  function drawFilters() {
    const table = current;
    $("filters").replaceChildren(...table.filters.flatMap((at) => {
      const counts = new Map();
      for (const row of table.rows) if (row[at] !== "") counts.set(row[at], (counts.get(row[at]) || 0) + 1);
      if (counts.size < 2) return [];
      const title = table.columns[at][language ? "en" : "zh"];
      const select = make("select", {}, make("option", { value: "" }, say(`全部${title}`, `${title}: all`)));
      for (const [code, count] of counts) select.append(make("option", { value: code }, `${shown(table, at, code)} (${count})`));
      select.setAttribute("aria-label", title);
      select.dataset.at = at;
      select.value = table.chosen[at] || "";
      return [select];
    }));
    $("search").value = table.words;
    $("about").textContent = table.about[language];
    $("caption").textContent = language ? table.en : table.zh;
  }

  function drawHead() {
    const table = current;
    $("list").querySelector("thead").replaceChildren(make("tr", {}, ...table.show.map((at) => {
      const sorted = table.sort === at;
      const button = make("button", { type: "button" }, table.columns[at][language ? "en" : "zh"] + (sorted ? (table.down ? " ↓" : " ↑") : ""));
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
    return i === undefined ? `${key.replace(/-\d+$/, "")}.html#${key}` : link(table, i);
  }

  function line(table, i) {
    const row = table.rows[i];
    const cells = table.show.map((at, n) => {
      const text = shown(table, at, row[at]);
      if (n) return make("td", { className: table.columns[at].number ? "n" : "" }, text);
      return make("th", { scope: "row" }, make("a", { href: link(table, i) }, text || row[column(table, "quote")] || row[table.key]));
    });
    const element = make("tr", { className: i === table.open ? "line open" : "line" }, ...cells);
    element.dataset.row = i;
    return element;
  }

  function detail(table, i) {
    const row = table.rows[i];
    const list = make("dl");
    table.columns.forEach((described, at) => {
      if (row[at] === "") return;
      const text = shown(table, at, row[at]);
      const target = tables.get(described.of);
      const known = target ? make("a", { href: address(target, row[at]) }, text) : text;
      list.append(make("dt", {}, described[language ? "en" : "zh"]), make("dd", {}, known, text !== row[at] && !target ? ` (${row[at]})` : ""));
    });
    const copy = make("button", { type: "button", className: "copy" }, say("复制链接", "Copy link"));
    const cell = make("td", { colSpan: table.show.length }, list, make("p", {}, copy, " ", reporting(table, i)));
    return make("tr", { className: "detail" }, cell);
  }

  // ---- an error in a row, told to whoever publishes it, or written down for whoever corrects it

  const told = (table, i) => {
    const row = table.rows[i];
    const { name, version } = data.release;
    return [`${name} ${version}`, `${table.name} ${row[table.key]}`, row[column(table, "quote")], location.href.split("#")[0] + link(table, i)].filter(Boolean).join("\n") + "\n\n";
  };
  // JSON text is TOML text.
  const entry = (table, i) => {
    const row = table.rows[i];
    const lines = ["[[correction]]", `key = ${JSON.stringify(row[table.key])}`, `quote = ${JSON.stringify(row[column(table, "quote")])}`, "set = {}", 'why = ""', 'by = ""', 'date = ""'];
    return lines.join("\n") + "\n";
  };
  function reporting(table, i) {
    const { errors } = data.release;
    const words = say("报告错误", "Report an error");
    if (!/^(mailto:|https?:)/.test(errors)) return make("button", { type: "button", className: "entry" }, table.name === "observation" ? say("复制更正条目", "Copy a correction entry") : say("复制出错的行", "Copy what to report"));
    const [subject, body] = [`${words} ${table.rows[i][table.key]}`, told(table, i)].map(encodeURIComponent);
    const asked = errors.startsWith("mailto:") ? `?subject=${subject}&body=${body}` : `${errors.includes("?") ? "&" : "?"}title=${subject}&body=${body}`;
    return make("a", { href: errors + asked, className: "reporting", rel: "noopener noreferrer", target: "_blank" }, words);
  }

  function drawRows(all) {
    const table = current;
    const from = all ? 0 : table.page * PAGE;
    const rows = all ? table.found.slice(0, 3000) : table.found.slice(from, from + PAGE);
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

  // ---- from a row to its words and back

  const articles = new Map([...document.querySelectorAll("article")].map((article) => [article.dataset.report, article]));
  const pieces = (article) => {
    if (!article.pieces) {
      article.pieces = [...article.querySelectorAll("[data-at]")];
      article.places = article.pieces.map((piece) => Number(piece.dataset.at));
    }
    return article;
  };

  function pick(report) {
    for (const element of document.querySelectorAll("[data-report]")) element.classList.toggle("other", element.dataset.report !== report);
    if ($("report")) $("report").value = report;
  }

  function light(table, i) {
    document.querySelectorAll(".lit").forEach((piece) => { piece.classList.remove("lit"); piece.removeAttribute("tabindex"); });
    const row = table.rows[i];
    const cell = (name) => row[column(table, name)];
    const article = articles.get(cell("report"));
    if (!article || cell("start") === undefined) return null;
    pick(cell("report"));
    const { places } = pieces(article);
    let low = 0, high = places.length;
    while (low < high) { const middle = (low + high) >> 1; if (places[middle] < Number(cell("start"))) low = middle + 1; else high = middle; }
    const first = article.pieces[low];
    for (let n = low; n < places.length && places[n] < Number(cell("end")); n++) article.pieces[n].classList.add("lit");
    first.tabIndex = -1;
    return first;
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
    const { top, bottom } = target.getBoundingClientRect();
    if (top < 60 || bottom > innerHeight - 10) {
      const panes = document.querySelector(".panes");
      if (panes.clientHeight <= innerHeight) panes.scrollIntoView({ block: "start" });
      else target.scrollIntoView({ block: "center" });
    }
    (target === row ? row.querySelector("a") : target).focus({ preventScroll: true });
  }

  function follow(focus) {
    const [key, name] = decodeURIComponent(location.hash.slice(1)).split("/");
    const table = name ? tables.get(name) : data.tables.find((one) => index(one).has(key));
    const i = table && index(table).get(key);
    if (i !== undefined) show(table, i, focus);
  }
  // Shown at once: the browser tells of a new hash only later, when a fast reader may have clicked again.
  function visit(hash, focus) {
    if (decodeURIComponent(location.hash) !== hash) history.pushState(null, "", hash);
    follow(focus);
  }

  // ---- what people do

  document.addEventListener("click", (event) => {
    const element = event.target.closest("button, a, mark, tr.line");
    if (!element) return;
    if (element.matches("[data-table]")) { current = tables.get(element.dataset.table); draw(); $("tabs").querySelector("[aria-pressed=true]").focus(); }
    else if (element.matches("thead button[data-at]")) {
      sort(current, Number(element.dataset.at));
      drawHead();
      drawRows();
      $("list").querySelector(`thead button[data-at="${element.dataset.at}"]`).focus();
    } else if (element.matches("a[href^='#']")) {
      const key = element.getAttribute("href").slice(1).split("/")[0];
      if (!data.tables.some((table) => index(table).has(key))) return;
      event.preventDefault();
      visit(element.getAttribute("href"), "words");
    } else if (element.matches("mark")) open(element);
    else if (element.matches("tr.line") && !String(getSelection())) visit(link(current, Number(element.dataset.row)), "words");
    else if (element.matches(".copy")) copy(element, location.href.split("#")[0] + link(current, current.open));
    else if (element.matches(".entry")) copy(element, (current.name === "observation" ? entry : told)(current, current.open));
  });

  function open(mark) {
    const shownLayers = $("source").classList;
    for (const row of mark.dataset.row.split(" ")) {
      const [name, key] = row.split(":");
      const table = tables.get(name);
      const i = table && index(table).get(key);
      if (i !== undefined && (shownLayers.contains("show-" + name) || mark.classList.contains("lit"))) return visit(link(table, i), "row");
    }
  }

  async function copy(button, text) {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = say("已复制", "Copied");
    } catch (refused) {
      const field = make(text.includes("\n") ? "textarea" : "input", { value: text, readOnly: true });
      field.setAttribute("aria-label", say("可复制的文字", "Text to copy"));
      button.replaceWith(field);
      field.select();
    }
  }

  $("search").addEventListener("input", () => { current.words = $("search").value; find(current); drawRows(); });
  $("search").addEventListener("focus", () => haystack(current));
  $("filters").addEventListener("change", ({ target }) => { current.chosen[target.dataset.at] = target.value; find(current); drawRows(); });
  $("clear").addEventListener("click", () => { current.words = ""; current.chosen = {}; find(current); drawFilters(); drawRows(); $("search").focus(); });
  $("previous").addEventListener("click", () => { current.page--; drawRows(); $("list").scrollTop = 0; });
  $("next").addEventListener("click", () => { current.page++; drawRows(); $("list").scrollTop = 0; });
  $("back").addEventListener("click", () => show(current, current.open, "row"));
  $("report")?.addEventListener("change", () => pick($("report").value));
  document.querySelector(".layers").addEventListener("change", ({ target }) => {
    $("source").classList.toggle("show-" + target.value, target.checked);
    if (target.value === "entity") $("source").classList.toggle("show-mention", target.checked);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, select")) { event.preventDefault(); $("search").focus(); }
    if (event.key === "Enter" && event.target.matches(".lit")) show(current, current.open, "row");
    if (event.key === "Escape" && current.open >= 0 && event.target.closest("#rows, #text")) {
      current.open = -1;
      drawRows();
      document.querySelectorAll(".lit").forEach((piece) => piece.classList.remove("lit"));
      $("back").hidden = true;
      $("search").focus();
    }
  });
  addEventListener("hashchange", () => follow("row"));
  addEventListener("beforeprint", () => drawRows(true));
  addEventListener("afterprint", () => drawRows());

  document.addEventListener("language", () => {
    language = root.lang === "en" ? 1 : 0;
    draw();
  });

  draw();
  follow("row");
})();
