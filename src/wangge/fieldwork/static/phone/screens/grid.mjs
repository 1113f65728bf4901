// @ts-check
// My grid: who works in it and beside it, and what is in it, as counts.
import { following, h, note } from "../dom.mjs";
import { news, read } from "../feed.mjs";
import { chosenOf, gridSwitch, ownGrids, titleOfGrid } from "../grids.mjs";
import { say, spoken } from "../say.mjs";
import { thingsIn } from "../things.mjs";

export function draw() {
  return following(news, "changed", "div", parts);
}

async function parts() {
  const grids = await ownGrids();
  const grid = chosenOf(grids);
  if (!grid) return [h("h1", {}, say("My grid")), note(say("You are posted to no grid."))];
  const [things, part] = await Promise.all([thingsIn(grids, grid), read("part:grids")]);
  const told = (part?.grids ?? []).find((/** @type {any} */ one) => one.code === grid.code);
  return [
    h("h1", {}, titleOfGrid(grid)),
    gridSwitch(grids),
    h("p", {}, h("span.number", {}, grid.code), told && ` · ${communityOf(told)}`),
    !grid.principal && note(standingIn(told), "warning"),
    h("p", {}, h("a.button", { href: "#map" }, say("Map"))),
    told ? people(say("Who works here"), told.holders.map(holder)) : note(say("Nothing has come from the server yet."), "warning"),
    counts(things, told),
    components(things.components),
    told?.neighbours.length > 0 && people(say("Grids beside it"), told.neighbours.map(neighbour)),
  ];
}

/** @param {any} told */
function communityOf(told) {
  return (spoken() === "en" && told.community_en) || told.community_zh;
}

/** What a deputy has to know. @param {any} told @returns {string} */
function standingIn(told) {
  const principal = told?.holders.find((/** @type {any} */ one) => one.principal);
  if (!principal) return say("You are the deputy here, and there is no principal: what has to be looked at comes to you.");
  if (principal.away) return say("{name} is away: you stand in, and what has to be looked at comes to you.", { name: principal.name });
  return say("You are the deputy of {name}: while they are away, what has to be looked at comes to you.", { name: principal.name });
}

/** @param {string} title @param {Element[]} lines */
function people(title, lines) {
  return h("section.sheet", {}, h("h2", {}, title), h("ul", {}, ...lines));
}

/** @param {any} one */
function holder(one) {
  return h("li", {}, h("strong", {}, one.name), " ", h("span.tag", {}, one.principal ? say("principal") : say("deputy")), " ", one.away && h("span.tag.warn", {}, say("away")), ...reach(one));
}

/** @param {any} one */
function neighbour(one) {
  return h("li", {}, titleOfGrid(one), " · ", one.worker ? h("strong", {}, one.worker) : say("nobody at the moment"), ...reach(one));
}

/** @param {any} one */
function reach(one) {
  if (!one.telephone) return [];
  return [h("br"), h("a", { href: `tel:${one.telephone.replace(/[^\d+]/g, "")}` }, one.telephone), one.hours && h("span.small.faint", {}, ` ${one.hours}`)];
}

/** @param {any} things @param {any} told */
function counts(things, told) {
  const sum = (/** @type {string} */ name) => things.dwellings.reduce((/** @type {number} */ all, /** @type {any} */ one) => all + (one[name] ?? 0), 0);
  const rows = /** @type {[string, unknown][]} */ ([
    [say("Open cases"), things.cases.length],
    [say("Buildings"), things.dwellings.length],
    [say("Households"), sum("households") || told?.households],
    [say("Residents counted"), sum("people") || told?.people],
    [say("Public components"), things.components.length],
    ...Object.entries(told?.premises ?? {}).map(([kind, count]) => [premisesWords(kind), count]),
    [say("Size of the grid"), told && say("{count} hectares", { count: (told.square_metres / 10_000).toFixed(1) })],
    [say("Streets"), told?.streets.join("、")],
  ]);
  return table(say("In it"), rows.filter(([, value]) => value !== undefined && value !== null && value !== ""));
}

/** @param {any[]} every */
function components(every) {
  const found = new Map();
  for (const { name } of every) found.set(name, (found.get(name) ?? 0) + 1);
  if (!found.size) return null;
  return table(say("Public components by class"), [...found].sort((a, b) => b[1] - a[1]));
}

/** @param {string} title @param {[string, unknown][]} rows */
function table(title, rows) {
  const line = (/** @type {[string, unknown]} */ [name, value]) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, String(value)));
  return h("section.sheet", {}, h("h2", {}, title), h("table", {}, h("tbody", {}, ...rows.map(line))));
}

/** @param {string} kind @returns {string} */
function premisesWords(kind) {
  const words = {
    shop: say("Shops"),
    restaurant: say("Restaurants"),
    school: say("Schools"),
    clinic: say("Clinics"),
    office: say("Offices"),
    workshop: say("Workshops"),
    market: say("Markets"),
    other: say("Other premises"),
  };
  return /** @type {Record<string, string>} */ (words)[kind] ?? kind;
}
