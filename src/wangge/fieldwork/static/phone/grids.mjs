// @ts-check
// The grids of one's own, and which of them is looked at: whoever stands in has more than one.
import { drawAnew, h } from "./dom.mjs";
import { cases, read } from "./feed.mjs";
import { say } from "./say.mjs";

let chosen = "";

/** @returns {Promise<{code: string, name: string, principal: boolean}[]>} one's own before those one is deputy of */
export async function ownGrids() {
  const grids = (await read("me"))?.grids ?? [];
  return [...grids].sort((a, b) => Number(b.principal) - Number(a.principal));
}

/** @param {{code: string}[]} grids @returns {any} the one that is looked at; nothing where there is none */
export function chosenOf(grids) {
  return grids.find((grid) => grid.code === chosen) ?? grids[0];
}

/** A switch between them; nothing where there is no choice. @param {any[]} grids */
export function gridSwitch(grids) {
  if (grids.length < 2) return null;
  const now = chosenOf(grids).code;
  const choice = (/** @type {any} */ grid) => {
    const take = () => {
      chosen = grid.code;
      drawAnew();
    };
    return h("button", { type: "button", role: "radio", "aria-checked": String(grid.code === now), click: take }, titleOfGrid(grid), !grid.principal && h("span.small", {}, say("deputy")));
  };
  return h("div.choices", { role: "radiogroup", "aria-label": say("Which grid") }, ...grids.map(choice));
}

/** @param {any} grid @returns {string} */
export function titleOfGrid(grid) {
  return grid.name || say("Grid {code}", { code: grid.code });
}

/** Open cases of a grid, and those elsewhere that wait for this worker; all where there is no grid. @param {any[]} grids @param {any} grid */
export async function openCases(grids, grid) {
  const [every, orders] = await Promise.all([cases(), read("orders")]);
  const open = every.filter((one) => one.open);
  if (!grid) return open;
  const own = new Set(grids.map(({ code }) => code));
  const asked = new Set((orders ?? []).map((/** @type {any} */ order) => order.number));
  return open.filter((one) => one.grid === grid.code || (!own.has(one.grid) && asked.has(one.number)));
}
