// @ts-check
// What the page says about maps: addresses of files and words, rendered by the server; nothing is computed here.

/** @returns {DOMStringMap} */
export function parts() {
  return /** @type {HTMLElement} */ (document.getElementById("map-parts")).dataset;
}

/** A sentence under the map, read out too; the page goes on without one. @param {HTMLElement} box @param {string} words */
export function tell(box, words) {
  let note = /** @type {HTMLElement | null} */ (box.nextElementSibling);
  if (!note?.classList.contains("map-note")) {
    note = document.createElement("p");
    note.className = "map-note";
    note.setAttribute("role", "status");
    box.after(note);
  }
  note.textContent = words;
}

/** @param {HTMLElement} box @returns {Set<string>} the layers that a map shows */
export function layersOf(box) {
  if (box.hasAttribute("data-map-case")) return new Set(["grids", "pin"]);
  if (box.hasAttribute("data-map-public")) return new Set(["public"]);
  return new Set((box.dataset.layer ?? "").split(" ").filter(Boolean));
}

/** @param {HTMLElement} box @returns {[number, number] | undefined} the place that the page gives */
export function placeOf(box) {
  const { longitude, latitude } = box.dataset;
  if (!longitude || !latitude) return undefined;
  const place = [Number(longitude), Number(latitude)];
  return place.every(Number.isFinite) ? /** @type {[number, number]} */ (place) : undefined;
}

/** @param {string} address @returns {string} in full, as workers need it */
export function whole(address) {
  return new URL(address, location.href).href;
}
