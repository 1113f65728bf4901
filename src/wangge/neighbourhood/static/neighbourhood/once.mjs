// @ts-check
// A second tap on a form that is on its way sends nothing; coming back to the page makes it ready again.

const SENT = "sent";

export function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.hasAttribute("data-once")) return;
    if (form.dataset[SENT]) event.preventDefault();
    form.dataset[SENT] = "yes";
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-once]")) delete /** @type {HTMLElement} */ (form).dataset[SENT];
  });
}
