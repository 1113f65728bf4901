// @ts-check
// Makes a map of a box in the page. Where that fails a sentence stands under it, and the page goes on.
import { library, whereabouts } from "./library.mjs";
import { look } from "./look.mjs";
import { layersOf, parts, placeOf, tell } from "./parts.mjs";

const NOWHERE = 9.01; // a map that was told no place begins at its least zoom
const FITTING = { padding: 24, maxZoom: 16, animate: false };

/** @type {Set<{map: any, box: HTMLElement}>} */
const open = new Set();

/** @param {HTMLElement} box */
export async function create(box) {
  const words = parts();
  try {
    const maps = await library();
    const map = await made(maps, box);
    if (!map) return;
    leaveThoseThatAreGone();
    open.add({ map, box });
    map.on("error", (/** @type {any} */ fault) => fault.sourceId === "basemap" && tell(box, words.tilesMissing ?? ""));
    if (!words.basemap) tell(box, words.noBasemap ?? "");
    await map.once("style.load"); // what lies above need not wait for the streets
    await dress(maps, map, box);
    if (map.getZoom() < NOWHERE && !placeOf(box)) await showWholeCity(map);
    dressAnewInTheDark(maps, map, box);
    Object.assign(box, { map }); // for who wants to do more with it
    box.setAttribute("data-map-ready", "");
    box.dispatchEvent(new CustomEvent("map:ready", { bubbles: true, detail: { map } }));
  } catch (fault) {
    console.warn(fault);
    box.hidden = true;
    tell(box, words.noMap ?? "");
  }
}

/** @param {any} maps @param {HTMLElement} box */
async function made(maps, box) {
  const lies = await whereabouts().catch(() => tell(box, parts().tilesMissing ?? ""));
  const place = placeOf(box);
  if (!box.isConnected) return undefined;
  const map = new maps.Map({
    container: box,
    style: look(),
    ...(lies && !place ? { bounds: lies, fitBoundsOptions: FITTING } : {}),
    ...(place ? { center: place, zoom: Number(box.dataset.zoom ?? 16) } : {}),
    minZoom: 9,
    maxZoom: 19,
    maxPitch: 0,
    dragRotate: false,
    touchPitch: false,
    attributionControl: false,
    fadeDuration: 0,
    cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    locale: JSON.parse(parts().locale ?? "{}"),
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maps.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maps.ScaleControl({ maxWidth: 100 }), "bottom-left");
  return map;
}

/** Lays the layers that the page asks for over the basemap; again after a change of colours. @param {any} maps @param {any} map @param {HTMLElement} box */
async function dress(maps, map, box) {
  const layers = layersOf(box);
  const place = placeOf(box);
  const [outlines, areas, components, open, cases, pin, choose, standing] = await Promise.all([
    import("./outlines.mjs"),
    layers.has("areas") && import("./areas.mjs"),
    layers.has("components") && import("./components.mjs"),
    layers.has("public") && import("./public.mjs"),
    layers.has("cases") && import("./cases.mjs"),
    layers.has("pin") && import("./pin.mjs"),
    box.dataset.map === "choose" && import("./choose.mjs"),
    box.hasAttribute("data-standing") && import("./standing.mjs"),
  ]);
  outlines.showOutlines(map, layers.has("grids"), box.dataset.grid);
  if (areas) await areas.showAreas(map, box);
  if (components) components.showComponents(maps, map, box);
  if (open) open.showPublicCases(maps, map, box);
  if (cases) cases.showCases(maps, map, box);
  if (pin && place) pin.movePin(map, place);
  if (choose) choose.offerToChoose(map, box);
  if (standing) standing.offerToStand(map, box);
  box.dataset.colours = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** @param {any} maps @param {any} map @param {HTMLElement} box */
function dressAnewInTheDark(maps, map, box) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const change = async () => {
    if (!box.isConnected) return dark.removeEventListener("change", change);
    map.setStyle(look(), { diff: false });
    await map.once("style.load");
    await dress(maps, map, box);
  };
  dark.addEventListener("change", change);
}

/** As far as its communities reach. @param {any} map */
async function showWholeCity(map) {
  const bounds = await map.getSource("communities").getBounds();
  if (!bounds.isEmpty()) map.fitBounds(bounds, FITTING);
}

/** A browser keeps some sixteen pictures of this kind; desks open a map with every case. */
function leaveThoseThatAreGone() {
  for (const one of open) {
    if (!one.box.isConnected) {
      one.map.remove();
      open.delete(one);
    }
  }
}
