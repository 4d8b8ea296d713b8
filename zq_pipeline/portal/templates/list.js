"use strict";
// The list of reports: found by words; and an address of a row leads on to the page of its report.
(() => {
  const rows = [...document.querySelectorAll("#chooser tbody tr")];
  const search = document.getElementById("search"), count = document.getElementById("count");

  const find = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const row of rows) {
      row.hidden = !words.every((word) => (row.words ||= row.textContent.toLowerCase()).includes(word));
      found += !row.hidden;
    }
    count.textContent = document.documentElement.lang === "en" ? `${found} of ${rows.length}` : `${found} / ${rows.length} 份`;
  };

  const follow = () => {
    const report = decodeURIComponent(location.hash.slice(1)).split("/")[0].replace(/-\d+$/, "");
    const row = rows.find((one) => one.dataset.report === report);
    if (row) location.replace(row.querySelector("a").href + location.hash);
  };

  search.addEventListener("input", find);
  document.addEventListener("language", find);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input")) { event.preventDefault(); search.focus(); }
  });
  addEventListener("hashchange", follow);
  find();
  follow();
})();
