// @ts-check
// Open cases that the reader may see: points while they are few, else counts; both from the server.
import { parts } from "./parts.mjs";
import { asked, boxOf, point, showPoints } from "./points.mjs";

const MOST_TOLD = 8;

/** @param {any} maps @param {any} map @param {HTMLElement} box */
export function showCases(maps, map, box) {
  const address = new URL(box.dataset.url ?? parts().cases ?? "", location.href);
  const find = async (/** @type {AbortSignal} */ signal) => {
    address.searchParams.set("bbox", boxOf(map));
    address.searchParams.set("zoom", String(Math.round(map.getZoom())));
    const found = await asked(address.href, signal);
    return [
      ...found.clusters.map((/** @type {any} */ one) => point([one.longitude, one.latitude], { count: one.count })),
      ...found.points.map((/** @type {any} */ one) => point([one.longitude, one.latitude], { number: one.number, ...markOf(one) })),
    ];
  };
  showPoints(maps, map, box, { name: "cases", live: true, find, words: told });
}

/** @param {{urgent: boolean, overdue: boolean}} one */
function markOf(one) {
  if (one.urgent) return { mark: "urgent", rank: 3 };
  return one.overdue ? { mark: "late", rank: 2 } : { mark: "case", rank: 1 };
}

/** The lines of the cases under the pointer, as the list shows them. @param {any[]} found */
async function told(found) {
  const numbers = found.slice(0, MOST_TOLD).map((one) => `number=${encodeURIComponent(one.number)}`);
  const answer = await fetch(`${parts().told}?${numbers.join("&")}`, { headers: { "HX-Request": "true" } });
  return answer.text();
}
