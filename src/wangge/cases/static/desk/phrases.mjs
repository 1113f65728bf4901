// @ts-check
// A reason brings its phrase along, to be edited; words that somebody typed are never replaced.

export function offerPhrases() {
  document.addEventListener("change", (event) => {
    const select = /** @type {HTMLSelectElement} */ (event.target);
    if (!select.dataset.phrases) return;
    const answer = /** @type {HTMLTextAreaElement | null} */ (document.getElementById(select.dataset.phrases));
    if (!answer) return;
    const phrases = [...select.options].map((option) => option.dataset.phrase ?? "");
    if (answer.value.trim() && !phrases.includes(answer.value)) return;
    answer.value = select.selectedOptions[0]?.dataset.phrase ?? "";
    answer.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
