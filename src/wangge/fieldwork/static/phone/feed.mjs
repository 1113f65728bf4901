// @ts-check
// What the server tells this worker: changes since a cursor, and whole parts when their version is another. Kept sealed.
import { ask, Refused } from "./net.mjs";
import { keep, meta, store } from "./store.mjs";
import { open, openBytes, seal } from "./vault.mjs";

const LOCK = "wangge-feed";
const [OPEN, ENDED] = ["case:", "ended:"]; // a year of ended ones is not opened for what is to do today
const PARTS = /** @type {const} */ (["catalogue", "components", "dwellings", "outlines", "grids"]);

/** Tells the screens. */
export const news = new EventTarget();

/** Take in all that is new. */
export async function pull() {
  await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    let more = true;
    let versions = {};
    while (more) {
      const { body } = await ask("GET", `/phone/feed?cursor=${encodeURIComponent((await meta("cursor")) ?? "")}`);
      await take(body);
      [more, versions] = [body.more, body.parts];
    }
    await keep("pulled", Date.now());
    news.dispatchEvent(new Event("changed"));
    let came = false;
    for (const name of PARTS) came = (await takePart(name, /** @type {any} */ (versions)[name])) || came;
    if (came) news.dispatchEvent(new Event("changed"));
    await takePart("basemap", /** @type {any} */ (versions).basemap); // the largest: whatever else is new shows before it
  });
}

/** A page of the feed and its cursor in one transaction: nothing is passed over, whenever the browser ends. @param {any} page */
async function take(page) {
  const whole = Object.entries({ me: page.me, orders: page.orders, instructions: page.instructions, reports: page.reports });
  const told = [...page.cases.map((/** @type {any} */ one) => [`${one.open ? OPEN : ENDED}${one.number}`, one]), ...whole];
  const boxes = await Promise.all(told.map(async ([name, one]) => [name, await seal(one)]));
  const change = (await store()).transaction(["records", "meta"], "readwrite");
  const records = change.objectStore("records");
  const others = page.reset ? [all(OPEN), all(ENDED)] : [];
  const before = [...page.gone, ...page.cases.map((/** @type {any} */ one) => one.number)].flatMap((number) => [OPEN + number, ENDED + number]);
  const gone = [...others, ...before].map((name) => records.delete(name));
  const come = boxes.map(([name, box]) => records.put(box, /** @type {any} */ (name)));
  await Promise.all([...gone, ...come, change.objectStore("meta").put(page.cursor, "cursor"), change.done]);
}

/** What is refused is asked for the next time, and keeps nothing else away. @param {string} name @param {string | undefined} version @returns {Promise<boolean>} whether it came */
async function takePart(name, version) {
  try {
    return await fetchPart(name, version);
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    return false;
  }
}

/** @param {string} name @param {string | undefined} version empty where there is none: no catalogue is in force yet @returns {Promise<boolean>} */
async function fetchPart(name, version) {
  const had = (await meta(`version:${name}`)) ?? "";
  if (version === undefined || version === had) return false;
  const { body, status } = await ask("GET", `/phone/parts/${name}`);
  if (status === 304) return false;
  const box = await seal(body ?? null);
  const change = (await store()).transaction(["records", "meta"], "readwrite");
  await Promise.all([change.objectStore("records").put(box, `part:${name}`), change.objectStore("meta").put(version, `version:${name}`), change.done]);
  return true;
}

/** @param {string} name "me", "orders", "part:catalogue", "case:<number>" @returns {Promise<any>} */
export async function read(name) {
  const box = await (await store()).get("records", name);
  return box && open(box);
}

/** @returns {Promise<ArrayBuffer | undefined>} the basemap of the own grids; nothing where there is none */
export async function basemap() {
  const box = (await meta("version:basemap")) && (await (await store()).get("records", "part:basemap"));
  return box && openBytes(box);
}

/** What was said here counts here at once; what the server tells next takes its place. @param {string} name @param {any} value */
export async function foretell(name, value) {
  await (await store()).put("records", await seal(value), name);
}

/** @returns {Promise<any[]>} every open case that lies here */
export async function cases() {
  const boxes = await (await store()).getAll("records", all(OPEN));
  return Promise.all(boxes.map(open));
}

/** @param {string} number @returns {Promise<any>} open or ended */
export async function caseOf(number) {
  return (await read(OPEN + number)) ?? read(ENDED + number);
}

/** @param {string} beginning of their names */
function all(beginning) {
  return IDBKeyRange.bound(beginning, `${beginning}\uffff`);
}
