// @ts-check
// What was ticked in a list stays ticked, and focus stays where it was, when the list comes anew by itself.

export function keepTicks() {
  /** @type {Set<string>} */
  const ticked = new Set();
  let focused = "";
  document.addEventListener("change", (event) => {
    const box = /** @type {HTMLInputElement} */ (event.target);
    if (box.matches("input[type=checkbox][name=number]")) ticked[box.checked ? "add" : "delete"](box.value);
  });
  document.addEventListener("focusin", (event) => {
    const stop = /** @type {HTMLElement} */ (event.target);
    focused = stop.closest("[data-live]") ? stop.getAttribute("href") ?? "" : "";
  });
  for (const name of ["live:changed", "htmx:afterSwap"]) {
    document.addEventListener(name, () => {
      const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[type=checkbox][name=number]"));
      for (const box of boxes) box.checked = ticked.has(box.value);
      const links = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-live] a[href]"));
      if (name === "live:changed" && focused) [...links].find((link) => link.getAttribute("href") === focused)?.focus();
    });
  }
}
