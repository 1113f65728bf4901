// @ts-check
// Pieces of the component register around the middle of the map, once it shows a few streets.
import { parts, tell } from "./parts.mjs";
import { asked, point, showPoints } from "./points.mjs";

const FROM_ZOOM = 15;
const FARTHEST = 500;

/** @param {any} maps @param {any} map @param {HTMLElement} box */
export function showComponents(maps, map, box) {
  const address = new URL(box.dataset.url ?? parts().components ?? "", location.href);
  const find = async (/** @type {AbortSignal} */ signal) => {
    const near = map.getZoom() >= FROM_ZOOM;
    tell(box, near ? "" : (parts().closer ?? ""));
    if (!near) return [];
    const middle = map.getCenter();
    const reach = Math.ceil(middle.distanceTo(map.getBounds().getNorthEast()));
    address.searchParams.set("longitude", middle.lng.toFixed(6));
    address.searchParams.set("latitude", middle.lat.toFixed(6));
    address.searchParams.set("metres", String(Math.max(1, Math.min(FARTHEST, reach))));
    const found = await asked(address.href, signal);
    return found.map((/** @type {any} */ one) => point([one.longitude, one.latitude], { code: one.code, label: one.label, mark: "component", rank: 1 }));
  };
  showPoints(maps, map, box, { name: "components", live: false, find, words: async (pieces) => list(pieces, box.dataset.link) });
}

/** @param {any[]} pieces @param {string | undefined} link the address of the register */
function list(pieces, link) {
  const found = document.createElement("ul");
  found.className = "cards";
  for (const one of pieces.slice(0, 8)) {
    const card = Object.assign(document.createElement("a"), { className: "card" });
    card.href = `${link ?? ""}?words=${encodeURIComponent(one.code)}`;
    card.append(Object.assign(document.createElement("span"), { className: "number", textContent: one.code }), ` ${one.label}`);
    const item = document.createElement("li");
    item.append(card);
    found.append(item);
  }
  return found;
}
