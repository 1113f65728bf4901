// @ts-check
// Layers over the streets: outlines, buildings with their households, components (many of them as a count), open cases.
import { fonts, lettering, token } from "../../screens/map/look.mjs";
import { markOf } from "../things.mjs";

const RANKS = { case: 1, work: 1, done: 2, urgent: 3 };

// Two thousand in a grid would hide it: they stand one by one where a screen is fifty metres wide.
const TOGETHER = { cluster: true, clusterRadius: 44, clusterMaxZoom: 18, maxzoom: 19 };

/** What a finger may mean. */
export const TOUCHED = ["cases", "components", "components-many", "dwellings"];

/** @param {any[]} rows @param {(row: any) => Record<string, any>} of */
export function collection(rows, of) {
  const feature = (/** @type {any} */ row) => ({ type: "Feature", geometry: { type: "Point", coordinates: [row.longitude, row.latitude] }, properties: of(row) });
  return { type: "FeatureCollection", features: rows.map(feature) };
}

/** @param {any} map @param {any} things */
export function showThings(map, { outlines, dwellings, components, cases }) {
  map.getSource("outlines").setData({ type: "FeatureCollection", features: outlines });
  map.getSource("dwellings").setData(collection(dwellings, ({ code, households, people, storeys }) => ({ code, households, people, storeys })));
  map.getSource("components").setData(collection(components, ({ code, name, label }) => ({ code, name, label })));
  map.getSource("cases").setData(collection(cases, (one) => ({ number: one.number, mark: markOf(one), rank: RANKS[markOf(one)] })));
}

/** @param {any} map @param {any} grid */
export function addLayers(map, grid) {
  const data = collection([], () => ({}));
  for (const name of ["outlines", "dwellings", "cases", "here"]) map.addSource(name, { type: "geojson", data });
  map.addSource("components", { type: "geojson", data, ...TOGETHER });
  for (const layer of [...borders(grid?.code ?? ""), ...buildings(), ...pieces(), ...marks()]) map.addLayer(layer);
}

/** @param {string} own */
function borders(own) {
  const is = (/** @type {string} */ kind) => ["==", ["get", "kind"], kind];
  const name = { "text-field": ["get", "name"], "text-font": fonts(), "text-size": 14, "text-max-width": 8 };
  return [
    { id: "own", type: "fill", source: "outlines", filter: ["==", ["get", "code"], own], paint: { "fill-color": token("map-grid"), "fill-opacity": 0.08 } },
    { id: "community", type: "line", source: "outlines", filter: is("community"), paint: { "line-color": token("map-community"), "line-width": 1.5, "line-dasharray": [6, 2] } },
    { id: "grid", type: "line", source: "outlines", filter: is("grid"), paint: { "line-color": token("map-grid"), "line-width": ["case", ["==", ["get", "code"], own], 4, 2] } },
    { id: "name-grid", type: "symbol", source: "outlines", filter: is("grid"), maxzoom: 16, layout: name, paint: lettering("map-grid") },
  ];
}

function buildings() {
  const count = { "text-field": ["to-string", ["get", "households"]], "text-font": fonts(), "text-size": 12, "text-offset": [0, 1] };
  return [
    { id: "dwellings", type: "circle", source: "dwellings", minzoom: 15, paint: { "circle-color": token("map-rail"), "circle-radius": 4, "circle-stroke-color": token("map-halo"), "circle-stroke-width": 1 } },
    { id: "households", type: "symbol", source: "dwellings", minzoom: 16.5, layout: count, paint: lettering("map-ink") },
  ];
}

function pieces() {
  const many = ["has", "point_count"];
  const shown = { source: "components", minzoom: 15.5 };
  const circle = { "circle-color": token("map-component"), "circle-stroke-color": token("map-halo"), "circle-stroke-width": 2, "circle-radius": ["step", ["get", "point_count"], 10, 10, 12, 100, 15] };
  const name = { "text-field": ["get", "name"], "text-font": fonts(), "text-size": 12, "text-anchor": "top", "text-offset": [0, 0.8], "text-optional": true };
  return [
    { id: "components-many", type: "circle", ...shown, filter: many, paint: circle },
    { id: "components-counts", type: "symbol", ...shown, filter: many, layout: { "text-field": ["to-string", ["get", "point_count"]], "text-font": fonts(), "text-size": 12, "text-allow-overlap": true }, paint: { "text-color": token("map-halo") } },
    { id: "components", type: "symbol", ...shown, filter: ["!", many], layout: { "icon-image": "component", "icon-allow-overlap": true, ...name }, paint: lettering("map-component") },
  ];
}

function marks() {
  return [
    { id: "cases", type: "symbol", source: "cases", layout: { "icon-image": ["get", "mark"], "icon-size": 1.2, "icon-allow-overlap": true, "symbol-sort-key": ["get", "rank"] } },
    { id: "here", type: "symbol", source: "here", layout: { "icon-image": "pin", "icon-anchor": "bottom", "icon-size": 1.5, "icon-allow-overlap": true } },
  ];
}
