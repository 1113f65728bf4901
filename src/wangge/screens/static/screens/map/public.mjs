// @ts-check
// What everybody may see: filed cases whose place is public, in the four words of residents.
import { parts } from "./parts.mjs";
import { asked, boxOf, point, showPoints } from "./points.mjs";

/** @param {any} maps @param {any} map @param {HTMLElement} box */
export function showPublicCases(maps, map, box) {
  const address = new URL(box.dataset.url ?? parts().public ?? "", location.href);
  const find = async (/** @type {AbortSignal} */ signal) => {
    address.searchParams.set("bbox", boxOf(map));
    address.searchParams.set("limit", "200");
    const found = await asked(address.href, signal);
    const shown = found.items.filter((/** @type {any} */ one) => one.longitude !== null);
    return shown.map((/** @type {any} */ one) => point([one.longitude, one.latitude], properties(one)));
  };
  showPoints(maps, map, box, { name: "public", live: false, find, words: async (cases) => list(cases, box.dataset.link) });
}

/** @param {any} one */
function properties(one) {
  const english = document.documentElement.lang === "en";
  const done = one.status === "done";
  const name = one.minor ? (english ? one.minor.name_en : one.minor.name_zh) : "";
  return { number: one.number, words: one.words, name, unit: one.unit, mark: done ? "done" : "case", rank: done ? 1 : 2 };
}

/** @param {any[]} cases @param {string | undefined} link an address with {number} in it, if there is a page */
function list(cases, link) {
  const found = document.createElement("ul");
  found.className = "cards";
  for (const one of cases.slice(0, 8)) {
    const card = Object.assign(document.createElement(link ? "a" : "div"), { className: "card" });
    if (link) card.setAttribute("href", link.replace("{number}", encodeURIComponent(one.number)));
    const title = Object.assign(document.createElement("strong"), { textContent: one.name });
    const tag = Object.assign(document.createElement("span"), { className: "tag", textContent: one.words });
    const rest = Object.assign(document.createElement("span"), { className: "faint", textContent: `${one.number} ${one.unit}` });
    card.append(title, " ", tag, document.createElement("br"), rest);
    const item = document.createElement("li");
    item.append(card);
    found.append(item);
  }
  return found;
}
