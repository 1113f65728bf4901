// @ts-check
// What was decided leaves the page at once, and is back if it is undone or refused.

/** @type {Map<string, HTMLElement>} rows whose deed waits or is under way, by the deed's address */
const away = new Map();

document.addEventListener("undo:held", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const row = /** @type {HTMLElement | null} */ (form.closest("li"));
  if (!row) return;
  row.hidden = true;
  away.set(form.action, row);
});
document.addEventListener("undo:undone", (event) => back(/** @type {CustomEvent} */ (event).detail));
document.addEventListener("undo:sent", (event) => {
  const { action, ok } = /** @type {CustomEvent} */ (event).detail;
  if (!ok) back(action);
});

/** @param {string | null} action */
function back(action) {
  const row = away.get(action ?? "");
  if (!row) return;
  row.hidden = false;
  row.querySelector("a")?.focus();
}
