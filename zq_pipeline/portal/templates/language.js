"use strict";
// Chinese or English: the choice is remembered, and whoever draws by script is told.
{
  const root = document.documentElement;
  const show = (chosen) => {
    root.lang = chosen;
    for (const button of document.querySelectorAll("[data-language]")) button.setAttribute("aria-pressed", button.dataset.language === chosen);
    const at = chosen === "en" ? 1 : 0;
    for (const name of ["aria-label", "placeholder"])
      for (const element of document.querySelectorAll(`[data-${name}]`)) element.setAttribute(name, element.getAttribute(`data-${name}`).split("|")[at]);
    const title = document.querySelector("title");
    title.textContent = title.dataset.text.split("|")[at];
    document.dispatchEvent(new Event("language"));
  };
  for (const button of document.querySelectorAll("[data-language]")) button.addEventListener("click", () => {
    try { localStorage.setItem("language", button.dataset.language); } catch (refused) { /* not remembered, then */ }
    show(button.dataset.language);
  });
  if (root.lang === "en") show("en");
}
