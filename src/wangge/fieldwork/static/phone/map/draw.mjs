// @ts-check
// The map of a grid: made once the box is seen, and ended when another is made.
import { look } from "../../screens/map/look.mjs";
import { addMarks } from "../../screens/map/symbols.mjs";
import { say } from "../say.mjs";
import { addLayers, collection, showThings } from "./layers.mjs";
import { library, OWN, useBasemap } from "./library.mjs";
import { tellOnTap } from "./told.mjs";

/** @type {any} */
let last;

/** @param {HTMLElement} box @param {{things: any, bounds: number[] | undefined, grid: any, basemap: ArrayBuffer | undefined, told: HTMLElement}} given */
export async function drawMap(box, { things, bounds, grid, basemap, told }) {
  const maps = await library();
  if (basemap) useBasemap(basemap);
  else told.replaceChildren(say("There is no map of the streets yet: ask your station."));
  last?.remove();
  if (!box.isConnected) return undefined;
  const map = (last = made(maps, box, bounds, Boolean(basemap)));
  await map.once("style.load");
  addMarks(map);
  addLayers(map, grid);
  showThings(map, things);
  tellOnTap(map, box);
  const count = () => (box.dataset.shown = String(things.cases.length));
  map.once("idle", () => (box.dataset.drawn = basemap ? "streets" : "outlines"));
  inTheDark(box);
  Object.assign(box, { map }); // for who wants to look closer
  count();
  return {
    stand(/** @type {any} */ here) {
      map.getSource("here").setData(collection([here], () => ({})));
      map.jumpTo({ center: [here.longitude, here.latitude], zoom: 17 });
    },
    renew() {
      showThings(map, things);
      count();
    },
  };
}

/** @param {any} maps @param {HTMLElement} box @param {number[] | undefined} bounds @param {boolean} streets */
function made(maps, box, bounds, streets) {
  const map = new maps.Map({
    container: box,
    style: look(streets ? OWN : ""),
    ...(bounds ? { bounds, fitBoundsOptions: { padding: 24 } } : {}),
    minZoom: 11,
    maxZoom: 20,
    maxPitch: 0,
    dragRotate: false,
    touchPitch: false,
    attributionControl: false,
    fadeDuration: 0,
    locale: { "Map.Title": say("Map"), "NavigationControl.ZoomIn": say("Nearer"), "NavigationControl.ZoomOut": say("Farther") },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maps.NavigationControl({ showCompass: false }), "bottom-right");
  map.addControl(new maps.ScaleControl({ maxWidth: 100 }), "bottom-left");
  return map;
}

/** Colours are those of the page, taken once: another light, another map. @param {HTMLElement} box */
function inTheDark(box) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => box.isConnected && dispatchEvent(new Event("phone:show")), { once: true });
}
