// The deeds: found by words and by place.
const chooser = $("deed-filters");
const deeds = [...document.querySelectorAll("#deeds li")];

function findDeeds() {
  const words = wordsOf(chooser.querySelector("[name=find]").value), place = chooser.querySelector("[name=at]")?.value;
  const asks = Boolean(words.length || place);
  let found = 0;
  for (const deed of deeds) {
    const text = (deed.words ||= deed.textContent.toLowerCase());
    deed.hidden = !(words.every((word) => text.includes(word)) && (!place || (deed.dataset.places || "").split("|").includes(place)));
    found += !deed.hidden;
  }
  for (const more of document.querySelectorAll("#deeds details")) more.open = asks;
  for (const theme of document.querySelectorAll("#deeds .theme")) theme.hidden = asks && !theme.querySelector("li:not([hidden])");
  chooser.querySelector(".found").textContent = asks ? say(`${found}件`, `${found} ${found === 1 ? "deed" : "deeds"}`) : "";
}
function chooseDeeds(query) {
  if (!chooser) return;
  chooser.querySelector("[name=find]").value = query.get("find") || "";
  const at = chooser.querySelector("[name=at]");
  if (at) at.value = query.get("at") || "";
  findDeeds();
  $("deeds").scrollIntoView();
}
chooser?.addEventListener("input", () => {
  findDeeds();
  const query = new URLSearchParams([...chooser.querySelectorAll("[name]")].map((field) => [field.name, field.value]).filter(([, value]) => value));
  history.replaceState(null, "", "#deeds" + (String(query) && "?" + query));
});
