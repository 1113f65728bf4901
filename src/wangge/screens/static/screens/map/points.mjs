// @ts-check
// Points that come anew for every part of the map: fetched by its box when it rests, drawn as marks, told in a window.
import { fonts, token } from "./look.mjs";
import { addMarks } from "./symbols.mjs";

/** Who asks for the points of a map. @type {WeakMap<any, () => void>} */
const askers = new WeakMap();

/** The first time with their layers: without points there is nothing to draw. @param {any} map @param {string} name @param {any[]} features */
function draw(map, name, features) {
  const data = { type: "FeatureCollection", features };
  const source = map.getSource(name);
  if (source) source.setData(data);
  else addPoints(map, name, data);
}

/** @param {[number, number]} place @param {Record<string, any>} properties */
export function point(place, properties) {
  return { type: "Feature", geometry: { type: "Point", coordinates: place }, properties };
}

/** A layer of marks, and of counts where points are many. @param {any} map @param {string} name @param {any} data */
function addPoints(map, name, data) {
  addMarks(map);
  map.addSource(name, { type: "geojson", data });
  const many = ["has", "count"];
  map.addLayer({
    id: `${name}-many`,
    type: "circle",
    source: name,
    filter: many,
    paint: {
      "circle-color": token("map-case"),
      "circle-stroke-color": token("map-halo"),
      "circle-stroke-width": 2,
      "circle-radius": ["step", ["get", "count"], 14, 20, 18, 100, 23, 1000, 29],
    },
  });
  map.addLayer({
    id: `${name}-counts`,
    type: "symbol",
    source: name,
    filter: many,
    layout: { "text-field": ["to-string", ["get", "count"]], "text-font": fonts(), "text-size": 13, "text-allow-overlap": true },
    paint: { "text-color": token("map-halo") },
  });
  map.addLayer({
    id: name,
    type: "symbol",
    source: name,
    filter: ["!", many],
    layout: { "icon-image": ["get", "mark"], "icon-allow-overlap": true, "symbol-sort-key": ["get", "rank"] },
  });
}

/** @param {any} map @returns {string} west,south,east,north, a little more than is seen */
export function boxOf(map) {
  const b = map.getBounds();
  return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((degree) => degree.toFixed(5)).join(",");
}

/**
 * Shows points for every part of the map: asked for now, when the map rests, and at each turn of what comes by itself.
 * @param {any} maps @param {any} map @param {HTMLElement} box
 * @param {{name: string, live: boolean, find: (signal: AbortSignal) => Promise<any[]>, words: (found: any[]) => Promise<string | Node>}} layer
 */
export function showPoints(maps, map, box, layer) {
  const known = /** @type {() => void} */ (askers.get(map));
  if (known) return known(); // colours have changed: the marks are drawn anew, who listens is listening
  let under = new AbortController();
  const again = async () => {
    if (!box.isConnected) return document.removeEventListener("live:turn", again);
    under.abort();
    under = new AbortController();
    try {
      const found = await layer.find(under.signal);
      draw(map, layer.name, found);
      box.dataset.shown = String(found.length);
      box.dataset.many = String(found.filter((one) => "count" in one.properties).length);
    } catch (fault) {
      if (/** @type {Error} */ (fault).name !== "AbortError") console.warn(fault);
    }
  };
  askers.set(map, again);
  map.on("moveend", again);
  if (layer.live) document.addEventListener("live:turn", again);
  tellOnClick(maps, map, layer.name, layer.words);
  return again();
}

/** @param {string} address @param {AbortSignal} [signal] @returns {Promise<any>} */
export async function asked(address, signal) {
  const answer = await fetch(address, { signal, cache: "no-cache", headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}

/** What lies under the pointer, told in a window; counts open the map further. @param {any} maps @param {any} map @param {string} name @param {(found: any[]) => Promise<string | Node>} words */
function tellOnClick(maps, map, name, words) {
  map.on("click", `${name}-many`, (/** @type {any} */ event) => map.easeTo({ center: event.lngLat, zoom: map.getZoom() + 2 }));
  map.on("click", name, async (/** @type {any} */ event) => {
    const found = event.features; // the library takes it back once we wait
    const content = await words(found.map((/** @type {any} */ one) => one.properties));
    const popup = new maps.Popup({ maxWidth: "20rem" }).setLngLat(found[0].geometry.coordinates);
    (typeof content === "string" ? popup.setHTML(content) : popup.setDOMContent(content)).addTo(map);
  });
  for (const layer of [name, `${name}-many`]) {
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }
}
