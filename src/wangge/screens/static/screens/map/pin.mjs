// @ts-check
// One place that matters, marked by a pin.
import { addMarks } from "./symbols.mjs";
import { point } from "./points.mjs";

/** @param {any} map @param {[number, number]} place */
export function movePin(map, place) {
  const data = { type: "FeatureCollection", features: [point(place, {})] };
  if (map.getSource("pin")) return map.getSource("pin").setData(data);
  addMarks(map);
  map.addSource("pin", { type: "geojson", data });
  map.addLayer({
    id: "pin",
    type: "symbol",
    source: "pin",
    layout: { "icon-image": "pin", "icon-anchor": "bottom", "icon-size": 1.5, "icon-allow-overlap": true },
  });
}
