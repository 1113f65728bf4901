// @ts-check
// Photos that were chosen are shown before they are sent; what cannot be one is said at once. The server decides.
const TYPES = ["image/jpeg", "image/png", "image/webp"];

document.addEventListener("change", (event) => {
  const place = /** @type {Element} */ (event.target).closest("[data-photos]");
  if (place) show(/** @type {HTMLElement} */ (place));
});
// On a slow line photos are chosen before this module has come.
document.querySelectorAll("[data-photos]").forEach((place) => show(/** @type {HTMLElement} */ (place)));

/** @param {HTMLElement} place */
function show(place) {
  const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (place.querySelectorAll("input[type=file]"));
  const files = [...inputs].flatMap((input) => [...(input.files ?? [])]);
  fill(place.querySelector(".errorlist"), files.map((file) => faultOf(file, place.dataset)).filter(Boolean).map(words));
  fill(place.querySelector(".previews"), files.filter((file) => TYPES.includes(file.type)).map(preview));
}

/**
 * @param {File} file
 * @param {DOMStringMap} said
 * @returns {string} why it can be no photo; empty where it may be one
 */
function faultOf(file, said) {
  if (!TYPES.includes(file.type)) return (said.noPhoto ?? "").replace("{name}", file.name);
  return file.size > Number(said.most) ? (said.tooLarge ?? "").replace("{name}", file.name) : "";
}

/** @param {string} sentence */
function words(sentence) {
  const line = document.createElement("li");
  line.textContent = sentence;
  return line;
}

/** @param {File} file */
function preview(file) {
  const line = document.createElement("li");
  const image = document.createElement("img");
  image.alt = file.name;
  image.src = URL.createObjectURL(file);
  image.addEventListener("load", () => URL.revokeObjectURL(image.src));
  line.append(image);
  return line;
}

/**
 * @param {Element | null} list
 * @param {HTMLElement[]} lines
 */
function fill(list, lines) {
  list?.replaceChildren(...lines);
  list?.toggleAttribute("hidden", !lines.length);
}
