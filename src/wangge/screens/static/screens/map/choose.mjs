// @ts-check
// Choosing a place: tap it, or bring it under the cross with the arrow keys and press Enter. Fields of the form get it.
import { parts, tell } from "./parts.mjs";
import { movePin } from "./pin.mjs";

const DECIMALS = 6; // a tenth of a metre

/** @param {any} map @param {HTMLElement} box */
export function offerToChoose(map, box) {
  const chosen = fromFields(box);
  if (chosen) movePin(map, chosen);
  if (box.querySelector(".map-cross")) return;
  if (chosen) map.jumpTo({ center: chosen, zoom: Math.max(map.getZoom(), 16) });
  const cross = Object.assign(document.createElement("div"), { className: "map-cross" });
  cross.setAttribute("aria-hidden", "true");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "map-take", textContent: parts().take ?? "" });
  box.append(cross, button);
  const middle = () => choose(map, box, map.getCenter());
  button.addEventListener("click", middle);
  map.getCanvas().addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    middle();
  });
  map.on("click", (/** @type {any} */ event) => choose(map, box, event.lngLat));
  box.addEventListener("map:stood", () => middle());
}

/** @param {any} map @param {HTMLElement} box @param {{lng: number, lat: number}} place */
function choose(map, box, place) {
  const [longitude, latitude] = [place.lng.toFixed(DECIMALS), place.lat.toFixed(DECIMALS)];
  movePin(map, [Number(longitude), Number(latitude)]);
  const [east, north] = fields(box);
  if (east) east.value = longitude;
  if (north) north.value = latitude;
  tell(box, (parts().chosen ?? "").replace("{place}", `${longitude}, ${latitude}`));
  const detail = { longitude: Number(longitude), latitude: Number(latitude) };
  box.dispatchEvent(new CustomEvent("map:chosen", { bubbles: true, detail }));
}

/** The form's own fields, by the ids that the box names. @param {HTMLElement} box @returns {(HTMLInputElement | null)[]} */
function fields(box) {
  const ids = [box.dataset.longitudeField ?? "id_longitude", box.dataset.latitudeField ?? "id_latitude"];
  return ids.map((id) => /** @type {HTMLInputElement | null} */ (document.getElementById(id)));
}

/** @param {HTMLElement} box @returns {[number, number] | undefined} */
function fromFields(box) {
  const [east, north] = fields(box);
  if (!east?.value || !north?.value) return undefined;
  return [Number(east.value), Number(north.value)];
}
