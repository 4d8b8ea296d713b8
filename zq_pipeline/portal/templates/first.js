"use strict";
// Before the first paint: the language chosen last time. From disk some browsers refuse localStorage.
try {
  if (localStorage.getItem("language") === "en") document.documentElement.lang = "en";
} catch (refused) { /* Chinese, then */ }
document.documentElement.classList.add("script");
