// @ts-check
// Communities and grids of the plan in force, with their names; from the database, so they are of today.
import { fonts, lettering, token } from "./look.mjs";
import { parts, whole } from "./parts.mjs";

const GRIDS_FROM = 13; // zoom; farther away they would be a grey net

/** @param {any} map @param {boolean} withGrids @param {string | undefined} own the grid that the page is about */
export function showOutlines(map, withGrids, own) {
  map.addSource("communities", { type: "geojson", data: whole(parts().communities ?? ""), tolerance: 0.2 });
  map.addLayer(border("community", 9, 2, [6, 2]));
  map.addLayer(names("community", 11.5, withGrids ? 14.5 : 22, 13));
  if (own) tint(map, own);
  if (withGrids) fromNear(map, () => showGrids(map));
}

/** Their file is large: it is fetched when they are first to be seen. @param {any} map */
export function addGrids(map) {
  if (!map.getSource("grids")) map.addSource("grids", { type: "geojson", data: whole(parts().grids ?? ""), tolerance: 0.2 });
}

/** @param {any} map */
function showGrids(map) {
  if (map.getLayer("border-grid")) return; // colours have changed while the map was far
  addGrids(map);
  map.addLayer(border("grid", GRIDS_FROM, 1.2, [2, 2]), "border-community");
  map.addLayer(names("grid", 14, 22, 11), "name-community");
}

/** @param {any} map @param {() => void} show */
function fromNear(map, show) {
  if (map.getZoom() >= GRIDS_FROM) return show();
  const look = () => {
    if (map.getZoom() < GRIDS_FROM || !map.getLayer("border-community")) return;
    map.off("zoom", look);
    show();
  };
  map.on("zoom", look);
}

/** @type {Record<string, string>} */
const SOURCES = { community: "communities", grid: "grids" };

/** @param {string} kind @param {string} part */
function only(kind, part) {
  return ["all", ["==", ["get", "kind"], kind], ["==", ["get", "part"], part]];
}

/** @param {string} kind @param {number} from @param {number} width @param {number[]} dashes */
function border(kind, from, width, dashes) {
  return {
    id: `border-${kind}`,
    type: "line",
    source: SOURCES[kind],
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
    source: SOURCES[kind],
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

/** @param {any} map @param {string} own */
function tint(map, own) {
  addGrids(map);
  const paint = { "fill-color": token("map-grid"), "fill-opacity": 0.12 };
  map.addLayer({ id: "own-grid", type: "fill", source: "grids", filter: ["==", ["get", "code"], own], paint }, "border-community");
}
