// @ts-check
// What the server tells this worker: changes since a cursor, and whole parts when their version is another. Kept sealed.
import { ask } from "./net.mjs";
import { keep, meta, store } from "./store.mjs";
import { open, seal } from "./vault.mjs";

const LOCK = "wangge-feed";
const PARTS = /** @type {const} */ (["catalogue", "components", "dwellings", "outlines"]);

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
    for (const name of PARTS) await takePart(name, /** @type {any} */ (versions)[name]);
    await keep("pulled", Date.now());
    news.dispatchEvent(new Event("changed"));
  });
}

/** A page of the feed and its cursor in one transaction: nothing is passed over, whenever the browser ends. @param {any} page */
async function take(page) {
  const boxes = /** @type {[string, any][]} */ ([]);
  for (const one of page.cases) boxes.push([`case:${one.number}`, await seal(one)]);
  boxes.push(["me", await seal(page.me)], ["orders", await seal(page.orders)]);
  boxes.push(["instructions", await seal(page.instructions)], ["reports", await seal(page.reports)]);
  const change = (await store()).transaction(["records", "meta"], "readwrite");
  const records = change.objectStore("records");
  if (page.reset) await records.delete(IDBKeyRange.bound("case:", "case:\uffff"));
  for (const number of page.gone) await records.delete(`case:${number}`);
  for (const [name, box] of boxes) await records.put(box, name);
  await change.objectStore("meta").put(page.cursor, "cursor");
  await change.done;
}

/** @param {string} name @param {string | undefined} version */
async function takePart(name, version) {
  const had = await meta(`version:${name}`);
  if (version === undefined || version === had) return;
  const { body, status } = await ask("GET", `/phone/parts/${name}`);
  if (status === 304) return;
  const box = await seal(body);
  const change = (await store()).transaction(["records", "meta"], "readwrite");
  await change.objectStore("records").put(box, `part:${name}`);
  await change.objectStore("meta").put(version, `version:${name}`);
  await change.done;
}

/** @param {string} name "me", "orders", "part:catalogue", "case:<number>" @returns {Promise<any>} */
export async function read(name) {
  const box = await (await store()).get("records", name);
  return box && open(box);
}

/** What was said here counts here at once; what the server tells next takes its place. @param {string} name @param {any} value */
export async function foretell(name, value) {
  await (await store()).put("records", await seal(value), name);
}

/** @returns {Promise<any[]>} every case that lies here */
export async function cases() {
  const boxes = await (await store()).getAll("records", IDBKeyRange.bound("case:", "case:\uffff"));
  return Promise.all(boxes.map(open));
}
