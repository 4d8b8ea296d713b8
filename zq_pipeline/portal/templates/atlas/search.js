"use strict";
// The search over all reports: places and indicators by name, sentences by every pair of their characters. Pieces of the index
// come as scripts, since a page from disk may fetch nothing; each hands itself over to search.take and is kept.
const search = (() => {
  const root = document.documentElement, field = document.getElementById("seek"), found = document.getElementById("found");
  const kept = { head: new Map(), index: new Map(), text: new Map() }, waiting = new Map();
  const NAMES = { head: () => "head", index: (n) => `i${n}`, text: (n) => `t${n}` };
  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const VALUE = new Uint8Array(128);
  for (let i = 0; i < 64; i++) VALUE[DIGITS.charCodeAt(i)] = i;
  const PAGE = 10;
  const HAN = /[\u3400-\u9fff\uf900-\ufaff]/;
  let asked = 0, shown = PAGE;

  const english = () => root.lang === "en";
  const say = (zh, en) => (english() ? en : zh);

  function load(kind, n) {
    if (kept[kind].has(n)) return kept[kind].get(n);
    const name = NAMES[kind](n);
    if (!waiting.has(name)) {
      waiting.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = `search/${name}.js`;
        script.onload = () => done(kept[kind].get(n));
        script.onerror = failed;
        document.head.append(script);
      }));
    }
    return waiting.get(name);
  }

  function numbers(text) {
    const out = [];
    let last = 0, value = 0;
    for (let i = 0; i < text.length; i++) {
      const digit = VALUE[text.charCodeAt(i)];
      value = value * 32 + (digit & 31);
      if (digit & 32) { last += value; out.push(last); value = 0; }
    }
    return out;
  }

  const shardOf = (head, sign) => {
    let low = 0, high = head.firsts.length - 1;
    while (low < high) { const middle = (low + high + 1) >> 1; if (head.firsts[middle] <= sign) low = middle; else high = middle - 1; }
    return low;
  };

  const both = (a, b) => {
    const out = [];
    for (let i = 0, j = 0; i < a.length && j < b.length;) if (a[i] === b[j]) { out.push(a[i]); i++; j++; } else if (a[i] < b[j]) i++; else j++;
    return out;
  };
  function either(lists, count) {
    if (lists.length === 1) return lists[0];
    const there = new Uint8Array(count), out = [];
    for (const list of lists) for (const n of list) there[n] = 1;
    for (let n = 0; n < count; n++) if (there[n]) out.push(n);
    return out;
  }

  // A word of the question: runs of Chinese as pairs, one character or a word of letters by what begins with it.
  function parts(word) {
    const out = [];
    for (const run of word.match(/[0-9a-z]+(?:[.,/+-][0-9a-z]+)*%?|[\u3400-\u9fff\uf900-\ufaff]+/g) || []) {
      if (!HAN.test(run) || run.length === 1) out.push([run, true]);
      else for (let i = 0; i + 1 < run.length; i++) out.push([run.slice(i, i + 2), false]);
    }
    return out;
  }

  async function sentencesOf(head, word) {
    const wanted = parts(word);
    if (!wanted.length) return null;
    const shards = await Promise.all(wanted.map(([part]) => load("index", shardOf(head, part[0]))));
    let out = null;
    wanted.forEach(([part, begins], i) => {
      const lists = begins ? Object.keys(shards[i]).filter((token) => token.startsWith(part)).map((token) => shards[i][token]) : [shards[i][part] || ""];
      const list = either(lists.length ? lists.map(numbers) : [[]], head.count);
      out = out === null ? list : both(out, list);
    });
    // A word that names a place or a year also means the reports of it.
    const own = [];
    head.reports.forEach(([, place, year, start], i) => {
      if (!head.places[place][1].includes(word) && head.places[place][2].toLowerCase() !== word && String(year) !== word) return;
      const end = i + 1 < head.reports.length ? head.reports[i + 1][3] : head.count;
      for (let n = start; n < end; n++) own.push(n);
    });
    return own.length ? either([out, own], head.count) : out;
  }

  const named = (list, words) => list.filter((one) => { const text = one.slice(1).join(" ").toLowerCase(); return words.every((word) => text.includes(word)); });

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  function reportOf(head, n) {
    let low = 0, high = head.reports.length - 1;
    while (low < high) { const middle = (low + high + 1) >> 1; if (head.reports[middle][3] <= n) low = middle; else high = middle - 1; }
    return head.reports[low];
  }

  // The sentence with its figures as links to where they stand, and the words that were asked for marked.
  function sentence(head, n, line, words) {
    const [text, start, ...figures] = line;
    const [report, place, year] = reportOf(head, n);
    const page = `report/${report}.html`;
    const lower = text.toLowerCase();
    const lit = new Uint8Array(text.length);
    for (const word of words) for (let at = lower.indexOf(word); at >= 0 && word; at = lower.indexOf(word, at + 1)) lit.fill(1, at, at + word.length);
    const written = (from, to) => {
      const out = [];
      for (let a = from; a < to;) { let b = a; while (b < to && lit[b] === lit[a]) b++; const piece = text.slice(a, b); out.push(lit[a] ? make("mark", {}, piece) : piece); a = b; }
      return out;
    };
    const body = make("span", { lang: "zh-CN" });
    let at = 0;
    for (let i = 0; i < figures.length; i += 2) {
      if (figures[i] < at) continue;
      body.append(...written(at, figures[i]), make("a", { href: `${page}#${report}-${start + figures[i]}` }, ...written(figures[i], figures[i] + figures[i + 1])));
      at = figures[i] + figures[i + 1];
    }
    body.append(...written(at, text.length));
    const names = head.places[place];
    const from = make("small", {}, make("a", { href: `${page}#${report}-${start}/statement` }, say(`${names[1]} · 总结${year}年的报告`, `${names[2]} · report on ${year}`)));
    return make("li", {}, body, from);
  }

  async function find() {
    const turn = ++asked, question = field.value.trim().toLowerCase(), words = question.split(/\s+/).filter(Boolean);
    if (!words.length) { found.hidden = true; found.replaceChildren(); return; }
    const head = await load("head", 0);
    const lists = (await Promise.all(words.map((word) => sentencesOf(head, word)))).filter((list) => list !== null);
    const hits = lists.length ? lists.reduce(both) : [];
    const first = hits.slice(0, shown);
    const pieces = [...new Set(first.map((n) => Math.floor(n / head.texts)))];
    const texts = new Map(await Promise.all(pieces.map(async (piece) => [piece, await load("text", piece)])));
    if (turn !== asked) return;
    const places = named(head.places, words), indicators = named(head.indicators, words);
    // A place and an indicator asked for together: straight to the figure.
    const pairs = [];
    for (const place of head.places) for (const word of words) {
      if (!(place[1].includes(word) || place[2].toLowerCase() === word)) continue;
      const rest = words.filter((one) => one !== word);
      if (rest.length) for (const indicator of named(head.indicators, rest).slice(0, 4)) pairs.push([place, indicator]);
    }
    const name = (one) => (english() ? one[2] : one[1]);
    const links = [
      ...pairs.slice(0, 8).map(([place, indicator]) => [`place/${place[0]}.html#${indicator[0]}`, `${name(place)}${say("：", ": ")}${name(indicator)}`]),
      ...places.slice(0, 8).map((place) => [`place/${place[0]}.html`, name(place)]),
      ...indicators.slice(0, 12).map((indicator) => [`indicator/${indicator[0]}.html`, name(indicator)]),
    ];
    const out = [make("h2", {}, say(`“${field.value.trim()}”的搜索结果`, `Found for “${field.value.trim()}”`))];
    if (links.length) out.push(make("ul", { class: "chips" }, ...links.map(([href, text]) => make("li", {}, make("a", { href }, text)))));
    out.push(make("p", { class: "note" }, hits.length ? say(`${hits.length.toLocaleString("en")}句话，新的在前；点数字到原文。`, `${hits.length.toLocaleString("en")} sentence${hits.length === 1 ? "" : "s"}, the latest reports first; a figure leads to its place in the text.`) : say("没有这样的句子。报告是中文的。", "No such sentence. The reports are in Chinese.")));
    out.push(make("ol", { class: "results" }, ...first.map((n) => sentence(head, n, texts.get(Math.floor(n / head.texts))[n % head.texts], words))));
    if (hits.length > shown) {
      const more = make("button", { type: "button" }, say("更多", "More"));
      more.addEventListener("click", () => { shown += PAGE; find(); });
      out.push(more);
    }
    found.replaceChildren(...out);
    found.hidden = false;
    document.dispatchEvent(new Event("found"));
  }

  function remember() {
    history.replaceState(null, "", field.value ? `#q=${encodeURIComponent(field.value)}` : location.pathname + location.search);
  }
  function follow() {
    const wanted = location.hash.startsWith("#q=") ? new URLSearchParams(location.hash.slice(1)).get("q") : null;
    if (wanted !== null && wanted !== field.value) { field.value = wanted; find(); }
  }
  addEventListener("load", () => load("head", 0));
  field.addEventListener("input", () => { shown = PAGE; remember(); find(); });
  document.addEventListener("language", find);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, select")) { event.preventDefault(); field.focus(); }
  });
  addEventListener("hashchange", follow);
  // Called by the pieces; those that wait for one hear of it by its script's load.
  const take = (kind, n, data) => kept[kind].set(n, data);
  setTimeout(follow);
  return { take };
})();
