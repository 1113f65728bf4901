// @ts-check
// The own grid as a map, and the same things as a list under it, the nearest first; words narrow both.
import { drawAnew, follow, h, note } from "../dom.mjs";
import { basemap, news } from "../feed.mjs";
import { chosenOf, gridSwitch, ownGrids, titleOfGrid } from "../grids.mjs";
import { keeping, mapIsKept } from "../keeping.mjs";
import { whereNow } from "../position.mjs";
import { say } from "../say.mjs";
import { boundsOf, legend, thingsIn } from "../things.mjs";
import { found } from "./found.mjs";
import { nearest } from "./nearest.mjs";

export async function draw() {
  const grids = await ownGrids();
  const grid = chosenOf(grids);
  let every = await thingsIn(grids, grid);
  const things = { ...every };
  const bounds = boundsOf(things.outlines, grid);
  const list = h("div", {});
  const told = h("p.hint", { role: "status" });
  const shown = await mapPart({ things, bounds, grid, told });
  /** @type {any} */
  let here; // kept nowhere: it goes with the screen
  const fill = () => list.replaceChildren(...nearest(things, here ?? middleOf(bounds), Boolean(here)));
  const stand = async () => {
    told.replaceChildren(say("Looking for the position …"));
    here = await whereNow();
    told.replaceChildren(here ? "" : say("This phone does not tell its position. Allow it in the settings."));
    if (!here) return;
    shown.stand(here);
    fill();
  };
  const find = h("input", { id: "find", type: "search", autocomplete: "off", placeholder: say("Name, number or place") });
  const narrow = () => {
    Object.assign(things, found(every, find.value));
    shown.renew();
    fill();
  };
  find.addEventListener("input", narrow);
  fill();
  const screen = h(
    "div",
    {},
    h("h1", {}, grid ? titleOfGrid(grid) : say("Map")),
    gridSwitch(grids),
    shown.part,
    h("div.buttons", {}, h("button", { type: "button", click: stand }, say("Where I am")), grid && h("a.button", { href: "#grid" }, say("My grid"))),
    told,
    h("div.field", {}, h("label", { for: "find" }, say("Find on the map and in the list")), find),
    list,
  );
  follow(news, "changed", screen, async () => {
    if (chosenOf(await ownGrids())?.code !== grid?.code) return drawAnew();
    every = await thingsIn(grids, grid);
    if (!bounds && boundsOf(every.outlines, grid)) return drawAnew();
    narrow();
  });
  return screen;
}

/** The map, or why there is none yet. @param {{things: any, bounds: number[] | undefined, grid: any, told: HTMLElement}} given */
async function mapPart(given) {
  const part = h("div", {});
  /** @type {any} */
  let drawn;
  const fail = (/** @type {unknown} */ fault) => {
    console.warn(fault);
    part.replaceChildren(note(say("This browser cannot draw maps. Everything stands in the list."), "warning"));
  };
  const open = async () => {
    if (part.querySelector(".map")) return;
    if (!(await mapIsKept())) return part.replaceChildren(note(say("The map comes when there is a network. Everything stands in the list until then.")));
    const box = h("div.map", { id: "map" });
    part.replaceChildren(box, legendPart());
    whenSeen(box, async () => {
      const { drawMap } = await import("../map/draw.mjs");
      drawn = await drawMap(box, { ...given, basemap: await basemap() }).catch(fail);
    });
  };
  follow(keeping, "kept", part, open);
  await open();
  return { part, stand: (/** @type {any} */ here) => drawn?.stand(here), renew: () => drawn?.renew() };
}

/** A map needs the room that it stands in. @param {Element} box @param {() => void} act */
function whenSeen(box, act) {
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    act();
  });
  seen.observe(box);
}

function legendPart() {
  const line = (/** @type {[string, string, string]} */ [name, sign, words]) => h("li", {}, h(`span.${name}`, { "aria-hidden": "true" }, sign), words);
  return h("ul.map-legend", {}, ...legend().map(line));
}

/** @param {number[] | undefined} bounds */
function middleOf(bounds) {
  if (!bounds) return undefined;
  const [west = 0, south = 0, east = 0, north = 0] = bounds;
  return { longitude: (west + east) / 2, latitude: (south + north) / 2 };
}
