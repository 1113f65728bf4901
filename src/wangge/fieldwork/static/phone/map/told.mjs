// @ts-check
// What lies under a finger, told at the foot of the map: cases lead to their screen, counts open the map further.
import { h } from "../dom.mjs";
import { read } from "../feed.mjs";
import { say } from "../say.mjs";
import { caseCard } from "../screens/lines.mjs";
import { dwellingWords } from "../things.mjs";
import { TOUCHED } from "./layers.mjs";

const FINGER = 14; // pixels around the middle of a touch
const MOST = 8;

/** @param {any} map @param {HTMLElement} box */
export function tellOnTap(map, box) {
  const sheet = h("div.told", { role: "status", hidden: true });
  box.append(sheet);
  map.on("click", async (/** @type {any} */ event) => {
    const { x, y } = event.point;
    const under = [[x - FINGER, y - FINGER], [x + FINGER, y + FINGER]];
    const things = onceEach(map.queryRenderedFeatures(under, { layers: TOUCHED }));
    sheet.hidden = !things.some((one) => !isMany(one));
    if (things.length && sheet.hidden) return map.easeTo({ center: event.lngLat, zoom: map.getZoom() + 1.5 });
    const lines = await Promise.all(things.filter((one) => !isMany(one)).slice(0, MOST).map(line));
    sheet.replaceChildren(h("button.plain", { type: "button", click: () => (sheet.hidden = true) }, say("Close")), h("div.cards", {}, ...lines));
  });
}

/** @param {any} one */
function isMany(one) {
  return "point_count" in one.properties;
}

/** A thing on the border of two tiles is found twice. @param {any[]} found @returns {any[]} */
function onceEach(found) {
  const key = (/** @type {any} */ one) => `${one.source} ${one.properties.number ?? one.properties.code ?? one.properties.cluster_id}`;
  return [...new Map(found.map((one) => [key(one), one])).values()];
}

/** @param {any} one */
async function line({ source, properties }) {
  if (source === "cases") return caseCard(await read(`case:${properties.number}`));
  if (source === "dwellings") return h("p", {}, h("span.number", {}, properties.code), h("br"), dwellingWords(properties));
  return h("p", {}, h("strong", {}, properties.name), " ", properties.label, h("br"), h("span.number.small", {}, properties.code));
}
