// @ts-check
// A slip is printed by one touch; without this by the browser's own menu.

for (const button of document.querySelectorAll("[data-print]")) {
  button.removeAttribute("hidden");
  button.addEventListener("click", () => print());
}
