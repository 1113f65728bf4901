// @ts-check
// Communities and grids of the plan in force, with their names; from the database, so they are of today.
import { fonts, lettering, token } from "./look.mjs";
import { parts, whole } from "./parts.mjs";

/** @param {any} map @param {boolean} withGrids @param {string | undefined} own the grid that the page is about */
export function showOutlines(map, withGrids, own) {
  map.addSource("outlines", { type: "geojson", data: whole(parts().outlines ?? ""), tolerance: 0.2 });
  if (own) map.addLayer(tint(own));
  if (withGrids) map.addLayer(border("grid", 13, 1.2, [2, 2]));
  map.addLayer(border("community", 9, 2, [6, 2]));
  if (withGrids) map.addLayer(names("grid", 14, 22, 11));
  map.addLayer(names("community", 11.5, withGrids ? 14.5 : 22, 13));
}

/** @param {string} kind @param {string} part */
function only(kind, part) {
  return ["all", ["==", ["get", "kind"], kind], ["==", ["get", "part"], part]];
}

/** @param {string} kind @param {number} from @param {number} width @param {number[]} dashes */
function border(kind, from, width, dashes) {
  return {
    id: `border-${kind}`,
    type: "line",
    source: "outlines",
    minzoom: from,
    filter: only(kind, "border"),
    paint: { "line-color": token(`map-${kind}`), "line-width": width, "line-dasharray": dashes },
  };
}

/** @param {string} kind @param {number} from @param {number} to @param {number} size */
function names(kind, from, to, size) {
  return {
    id: `name-${kind}`,
    type: "symbol",
    source: "outlines",
    minzoom: from,
    maxzoom: to,
    filter: only(kind, "name"),
    layout: {
      "text-field": ["get", "name"],
      "text-font": fonts(),
      "text-size": size,
      "text-max-width": 8,
      "text-variable-anchor": ["center", "top", "bottom", "left", "right"], // beside a mark that stands there
      "text-radial-offset": 1.9,
    },
    paint: lettering(`map-${kind}`),
  };
}

/** @param {string} own */
function tint(own) {
  return {
    id: "own-grid",
    type: "fill",
    source: "outlines",
    filter: ["==", ["get", "code"], own],
    paint: { "fill-color": token("map-grid"), "fill-opacity": 0.12 },
  };
}
