// @ts-check
// How the city looks on a map: one style, its colours taken from the page's own, light and dark.
import { parts, whole } from "./parts.mjs";

/** @param {string} name @returns {string} a colour or font of the page */
export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Fonts of this machine: without a server of glyphs the library draws text with them. */
export function fonts() {
  return token("font")
    .split(",")
    .map((name) => name.trim().replaceAll('"', ""));
}

/** @param {string} [basemap] where its file lies @returns {any} the style of an empty map: ground and basemap */
export function look(basemap = parts().basemap) {
  const sources = basemap ? { basemap: { type: "vector", url: `pmtiles://${whole(basemap)}` } } : {};
  return {
    version: 8,
    sources,
    layers: [
      { id: "ground", type: "background", paint: { "background-color": token("map-ground") } },
      ...(basemap ? [...areas(), ...lines(), ...names()] : []),
    ],
  };
}

function areas() {
  return [
    fill("green", "map-green"),
    fill("places", "map-place"),
    { ...fill("water", "map-water"), filter: ["==", ["geometry-type"], "Polygon"] },
    { ...line("water", "map-water", [12, 1, 18, 8]), id: "rivers", filter: ["==", ["geometry-type"], "LineString"] },
    { ...fill("buildings", "map-building"), paint: { "fill-color": token("map-building"), "fill-outline-color": token("map-wall") } },
  ];
}

function lines() {
  const kinds = /** @type {[string, number[]][]} */ ([
    ["lane", [14, 1, 16, 4, 19, 16]],
    ["street", [11, 0.6, 14, 3, 16, 8, 19, 32]],
    ["arterial", [10, 1.2, 14, 5, 16, 13, 19, 50]],
  ]);
  const streets = (/** @type {string} */ color, /** @type {number} */ more, /** @type {string} */ name) =>
    kinds.map(([kind, widths]) => ({
      ...line("streets", kind === "arterial" && !more ? "map-arterial" : color, widths.map((n, i) => (i % 2 ? n + more : n))),
      id: `${name}-${kind}`,
      filter: ["==", ["get", "kind"], kind],
    }));
  return [
    line("walls", "map-wall", [14, 0.8, 18, 2]),
    ...streets("map-casing", 1.6, "casing"),
    ...streets("map-street", 0, "street"),
    { ...line("railways", "map-rail", [11, 1, 18, 4]), paint: { "line-color": token("map-rail"), "line-width": 2, "line-dasharray": [4, 2] } },
  ];
}

function names() {
  const along = { "symbol-placement": "line", "text-max-angle": 35, "symbol-spacing": 320 };
  const ranks = /** @type {[string, number][]} */ ([["lane", 16], ["street", 14.5], ["arterial", 12.5]]);
  return [
    ...ranks.map(([kind, from]) => ({
      ...text("streets", 12, along),
      id: `name-${kind}`,
      minzoom: from,
      filter: ["==", ["get", "kind"], kind],
    })),
    { ...text("water", 12, along), id: "name-rivers", minzoom: 13, filter: ["==", ["geometry-type"], "LineString"] },
    { ...text("names", 12.5, { "text-max-width": 7 }), id: "name-areas", minzoom: 13 },
  ];
}

/** @param {string} layer @param {string} color */
function fill(layer, color) {
  return { id: layer, type: "fill", source: "basemap", "source-layer": layer, paint: { "fill-color": token(color) } };
}

/** @param {string} layer @param {string} color @param {number[]} widths zoom, pixels, zoom, pixels … */
function line(layer, color, widths) {
  return {
    id: layer,
    type: "line",
    source: "basemap",
    "source-layer": layer,
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": token(color), "line-width": ["interpolate", ["exponential", 1.6], ["zoom"], ...widths] },
  };
}

/** @param {string} layer @param {number} size @param {Record<string, any>} layout */
function text(layer, size, layout) {
  return {
    type: "symbol",
    source: "basemap",
    "source-layer": layer,
    layout: { "text-field": ["get", "name"], "text-font": fonts(), "text-size": size, ...layout },
    paint: lettering("map-ink"),
  };
}

/** @param {string} color */
export function lettering(color) {
  return { "text-color": token(color), "text-halo-color": token("map-halo"), "text-halo-width": 1.5 };
}
