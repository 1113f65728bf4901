// @ts-check
// A class is found as one types it, and chosen with one key or touch; without this the select alone does it.

const PAUSE = 150;

export function chooseClasses() {
  showSearch();
  document.addEventListener("htmx:afterSwap", showSearch);
  let timer = 0;
  document.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (!field.dataset.classes) return;
    clearTimeout(timer);
    timer = setTimeout(() => find(field), PAUSE);
  });
  document.addEventListener("keydown", moveAmongHits);
  document.addEventListener("click", (event) => {
    const hit = event.target instanceof Element ? event.target.closest("[data-filed-as]") : null;
    if (hit) choose(/** @type {HTMLElement} */ (hit));
  });
}

function showSearch() {
  for (const search of document.querySelectorAll(".class-search")) search.removeAttribute("hidden");
}

/** @param {HTMLInputElement} field */
async function find(field) {
  const asked = field.value.trim();
  const answer = await fetch(`${field.dataset.classes}?q=${encodeURIComponent(asked)}`, { headers: { "HX-Request": "true" } });
  if (!answer.ok || asked !== field.value.trim()) return;
  hitsOf(field).innerHTML = await answer.text();
}

/** @param {KeyboardEvent} event */
function moveAmongHits(event) {
  const from = /** @type {HTMLElement} */ (event.target);
  const search = from.closest?.(".class-search");
  if (!search) return;
  const stops = /** @type {HTMLElement[]} */ ([...search.querySelectorAll("input, [data-filed-as]")]);
  const place = stops.indexOf(from);
  if (event.key === "Enter" && place === 0) {
    event.preventDefault();
    stops[1]?.click();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    stops[place + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
  } else if (event.key === "Escape") {
    hitsOf(stops[0]).replaceChildren();
    stops[0].blur();
  }
}

/** @param {HTMLElement} hit */
function choose(hit) {
  const field = hit.closest(".field");
  const select = field?.querySelector("select");
  if (!select) return;
  select.value = hit.dataset.filedAs ?? "";
  select.dispatchEvent(new Event("input", { bubbles: true }));
  const search = field?.querySelector("input");
  if (search) {
    search.value = "";
    hitsOf(search).replaceChildren();
  }
  select.form?.querySelector("button:not([type=button])")?.focus();
}

/** @param {HTMLElement} field */
function hitsOf(field) {
  return /** @type {HTMLElement} */ (field.closest(".class-search")?.querySelector(".class-hits"));
}
