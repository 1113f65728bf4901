// @ts-check
// What stands in a grid, as the map and the list beside it show it: cases, buildings, pieces of the register.
import { read } from "./feed.mjs";
import { openCases } from "./grids.mjs";
import { nameOf, say } from "./say.mjs";

const WORKED_ON = new Set(["dispatched", "in_progress", "returned", "suspended", "rework", "reopened"]);
const DONE = new Set(["resolved", "checking", "checked"]);

/** @typedef {{longitude: number, latitude: number}} Place */

/** The mark of a case: its shape and its colour. @param {any} one @returns {string} "urgent", "done", "work" or "case" */
export function markOf(one) {
  if (one.urgent) return "urgent";
  if (DONE.has(one.state)) return "done";
  return WORKED_ON.has(one.state) ? "work" : "case";
}

/** @returns {[string, string, string][]} marks, as a sign of the text and in words */
export function legend() {
  return [
    ["case", "●", say("new, not given out yet")],
    ["work", "◆", say("being worked on")],
    ["done", "■", say("done, to be checked")],
    ["urgent", "▲", say("urgent")],
    ["component", "⬢", say("public component")],
  ];
}

/** @param {any[]} grids @param {any} grid @returns {Promise<{cases: any[], dwellings: any[], components: any[], outlines: any[]}>} */
export async function thingsIn(grids, grid) {
  const [cases, dwellings, components, outlines, catalogue] = await Promise.all([
    openCases(grids, grid),
    read("part:dwellings"),
    read("part:components"),
    read("part:outlines"),
    read("part:catalogue"),
  ]);
  const names = new Map((catalogue?.classes ?? []).filter(isComponent).map((/** @type {any} */ one) => [one.code, nameOf(one)]));
  const here = (/** @type {any} */ one) => one.grid === grid?.code;
  return {
    cases: cases.filter((one) => one.longitude != null),
    dwellings: (dwellings?.dwellings ?? []).filter(here),
    components: (components?.components ?? []).filter(here).map((/** @type {any} */ one) => ({ ...one, name: names.get(one.class_code) ?? one.class_code })),
    outlines: outlines?.features ?? [],
  };
}

/** @param {any} one */
function isComponent(one) {
  return one.kind === "component";
}

/** West, south, east, north of a grid; of all outlines where it has none. @param {any[]} outlines @param {any} grid @returns {number[] | undefined} */
export function boundsOf(outlines, grid) {
  const own = outlines.filter(({ properties }) => properties.code === grid?.code);
  const places = (own.length ? own : outlines).flatMap(({ geometry }) => geometry.coordinates.flat(geometry.type === "Polygon" ? 1 : 2));
  if (!places.length) return undefined;
  const [east, north] = [0, 1].map((axis) => places.map((/** @type {number[]} */ place) => place[axis] ?? 0));
  return [least(east), least(north), most(east), most(north)];
}

/** @param {number[] | undefined} numbers */
function least(numbers = []) {
  return numbers.reduce((a, b) => Math.min(a, b), Infinity);
}

/** @param {number[] | undefined} numbers */
function most(numbers = []) {
  return numbers.reduce((a, b) => Math.max(a, b), -Infinity);
}

/** @param {any} one @returns {string} */
export function dwellingWords(one) {
  const people = one.people == null ? "" : say("{count} residents", { count: one.people });
  const storeys = one.storeys == null ? "" : say("{count} storeys", { count: one.storeys });
  return [say("{count} households", { count: one.households }), people, storeys].filter(Boolean).join(" · ");
}
