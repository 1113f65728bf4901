// @ts-check
// What was ticked in a list stays ticked, and focus stays where it was, when the list comes anew by itself.

/** @returns {HTMLInputElement[]} the boxes of the cases in the list */
export function boxes() {
  return [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[type=checkbox][name=number]"))];
}

export function keepTicks() {
  /** @type {Set<string>} */
  const ticked = new Set();
  document.addEventListener("change", (event) => {
    const box = /** @type {HTMLInputElement} */ (event.target);
    if (box.matches("input[type=checkbox][name=number]")) ticked[box.checked ? "add" : "delete"](box.value);
  });
  for (const name of ["live:changed", "htmx:afterSwap"]) {
    document.addEventListener(name, () => {
      for (const box of boxes()) box.checked = ticked.has(box.value);
    });
  }
  keepFocus();
}

function keepFocus() {
  let focused = "";
  document.addEventListener("focusin", (event) => {
    const stop = /** @type {HTMLElement} */ (event.target);
    focused = stop.closest("[data-live]") ? stop.getAttribute("href") ?? "" : "";
  });
  document.addEventListener("live:changed", () => {
    const links = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-live] a[href]"));
    if (focused) [...links].find((link) => link.getAttribute("href") === focused)?.focus();
  });
}
