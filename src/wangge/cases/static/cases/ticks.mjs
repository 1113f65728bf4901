// @ts-check
// Ticks outlive a list that is refreshed by itself; t ticks all or none.

const form = /** @type {HTMLFormElement | null} */ (document.getElementById("many"));
/** @type {Set<string>} */
const ticked = new Set();

/** @returns {HTMLInputElement[]} */
function boxes() {
  return form ? [...form.querySelectorAll("input[type=checkbox][name=number]")].map((one) => /** @type {HTMLInputElement} */ (one)) : [];
}

function remember() {
  for (const box of boxes()) box.checked ? ticked.add(box.value) : ticked.delete(box.value);
}

form?.addEventListener("change", remember);
document.addEventListener("live:changed", () => {
  for (const box of boxes()) box.checked = ticked.has(box.value);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "t" || event.ctrlKey || event.metaKey || (event.target instanceof Element && event.target.matches("input[type=text], select, textarea"))) return;
  const all = boxes();
  const wanted = all.some((box) => !box.checked);
  for (const box of all) box.checked = wanted;
  remember();
});
