// @ts-check
// A figure of each community as the depth of its colour. The figures themselves stand in the table beside the map.
import { token } from "./look.mjs";
import { addGrids } from "./outlines.mjs";
import { whole } from "./parts.mjs";

/** The grids of a community are coloured alike: no figure of a grid is shown. @param {any} map @param {HTMLElement} box */
export async function showAreas(map, box) {
  const answer = await fetch(whole(box.dataset.url ?? ""));
  if (!answer.ok) return;
  const { values } = await answer.json();
  const most = Math.max(1, .../** @type {number[]} */ (Object.values(values)));
  const community = ["slice", ["get", "code"], 0, 12];
  const share = ["/", ["coalesce", ["get", community, ["literal", values]], 0], most];
  addGrids(map);
  map.addLayer(
    {
      id: "areas",
      type: "fill",
      source: "grids",
      filter: ["==", ["get", "part"], "ground"],
      paint: { "fill-color": token("map-late"), "fill-opacity": ["*", 0.75, share], "fill-antialias": false },
    },
    "border-community",
  );
}
