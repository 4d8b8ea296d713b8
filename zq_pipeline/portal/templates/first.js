"use strict";
// Before the first paint: the language chosen last time, else that of the browser. From disk some browsers refuse localStorage.
{
  let chosen = null;
  try { chosen = localStorage.getItem("language"); } catch (refused) { /* not remembered, then */ }
  if (!["zh-CN", "en"].includes(chosen)) chosen = (navigator.languages || [navigator.language]).some((one) => /^zh\b/i.test(one)) ? "zh-CN" : "en";
  document.documentElement.lang = chosen;
  document.documentElement.classList.add("script");
}
