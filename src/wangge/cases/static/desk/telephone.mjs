// @ts-check
// While an address is typed, what it may mean stands below it to choose from; the button does the same without this.
import { chooseClasses } from "./classes.mjs";

const PAUSE = 200;
let timer = 0;

document.addEventListener("input", (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (!field.dataset.places) return;
  clearTimeout(timer);
  timer = setTimeout(() => find(field), PAUSE);
});
document.addEventListener("change", (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (field.dataset.places && !document.querySelector("#places input")) find(field); // words that were put back
});
document.addEventListener("keydown", (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (!field.dataset?.places || !["Enter", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  const first = /** @type {HTMLInputElement | null} */ (document.querySelector("#places input"));
  first?.focus();
  first?.click();
});
chooseClasses();

/** @param {HTMLInputElement} field */
async function find(field) {
  const asked = field.value.trim();
  const place = document.getElementById("places");
  if (!place) return;
  if (!asked) return place.replaceChildren();
  const answer = await fetch(`${field.dataset.places}?q=${encodeURIComponent(asked)}`, { headers: { "HX-Request": "true" } });
  if (answer.ok && asked === field.value.trim()) place.innerHTML = await answer.text();
}
