// @ts-check
// The keyboard map: whatever carries data-key is pressed by that key, and ? shows all of them.

export function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "?") return showHelp();
    if (document.querySelector("dialog[open]")) return;
    const wanted = keyed().find((element) => element.dataset.key === event.key);
    if (!wanted) return;
    event.preventDefault();
    press(wanted);
  });
}

/** @returns {HTMLElement[]} what can be pressed now, and is seen */
function keyed() {
  const all = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-key]"));
  return [...all].filter((element) => element.offsetParent !== null && !element.hasAttribute("disabled"));
}

/** @param {HTMLElement} element */
function press(element) {
  if (element.matches("input, select, textarea")) element.focus();
  else element.click();
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof Element && target.matches("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
}

function showHelp() {
  const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("key-help"));
  const list = dialog?.querySelector("dl");
  if (!dialog || !list || dialog.open) return;
  const rows = keyed().flatMap((element) => {
    const key = document.createElement("dt");
    const shown = document.createElement("kbd");
    shown.textContent = element.dataset.key ?? "";
    key.append(shown);
    const words = document.createElement("dd");
    words.textContent = element.dataset.keyWords ?? element.textContent?.trim() ?? "";
    return [key, words];
  });
  list.className = "facts";
  list.replaceChildren(...rows);
  dialog.showModal();
}
