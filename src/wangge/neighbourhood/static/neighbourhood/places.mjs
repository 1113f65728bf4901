// @ts-check
// While an address is typed, what it may mean stands below; choosing one goes on. The button does the same without this.

const PAUSE = 250;
let timer = 0;

export function findPlaces() {
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-places]"));
  const list = document.getElementById("places");
  if (!field || !list) return;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => find(field, list), PAUSE);
  });
  let touched = false; // who goes through the list by keys chooses, and presses the button
  list.addEventListener("pointerdown", () => (touched = true));
  list.addEventListener("keydown", () => (touched = false));
  list.addEventListener("click", (event) => {
    const chosen = event.target instanceof HTMLInputElement ? event.target : null;
    if (chosen && touched && list.hasAttribute("data-found")) goOn(chosen);
  });
}

/** @param {HTMLInputElement} field @param {HTMLElement} list */
async function find(field, list) {
  const asked = field.value.trim();
  if (!asked) return list.replaceChildren();
  const answer = await fetch(`${field.dataset.places}?q=${encodeURIComponent(asked)}`);
  if (!answer.ok || asked !== field.value.trim()) return;
  list.innerHTML = await answer.text();
  list.setAttribute("data-found", "");
}

/** A house goes on by itself; a community asks for words first. @param {HTMLInputElement} chosen */
function goOn(chosen) {
  const form = chosen.form;
  if (!form || chosen.value.startsWith("community")) return;
  form.requestSubmit(form.querySelector("button.primary"));
}
