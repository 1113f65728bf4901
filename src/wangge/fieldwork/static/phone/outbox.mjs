// @ts-check
// What this phone tells the server, as it lies here: each thing on its own. How it gets there is in ``sending``.
import { idAt, uuid7 } from "./ids.mjs";
import { letGo } from "./needed.mjs";
import { sealToStation } from "./station.mjs";
import { isFull, store } from "./store.mjs";
import { open, seal } from "./vault.mjs";

/** Of an item: on this phone, on its way, taken in by the server while photos follow, wholly there, not taken. */
export const STATES = /** @type {const} */ (["waiting", "sending", "received", "numbered", "refused"]);
const SHOWN_FOR = 30 * 86_400_000; // milliseconds, once all is with the server

/** Tells the screens: "changed" with the id of what changed, here or in another tab; "added"; "progress"; "midway" where much went and more follows. */
export const changes = new EventTarget();

const tabs = new BroadcastChannel("wangge-outbox");
tabs.onmessage = ({ data }) => changes.dispatchEvent(new CustomEvent("changed", { detail: data }));

/**
 * @param {string} kind @param {Record<string, any>} fields @param {{hash: string, bytes: number}[]} photos
 * @param {string} [draft] what it was written in, which goes in the same moment
 * @returns {Promise<string>} its id, once it lies on this phone
 */
export async function add(kind, fields, photos = [], draft = "") {
  const id = uuid7();
  const made = new Date().toISOString();
  const named = photos.map(({ hash, bytes }) => ({ hash, bytes })); // now: the form may still change its list
  const body = { kind, made_at: made, ...fields, photos: named };
  const [box, sealed] = [await seal(body), await sealToStation(body)];
  const about = fields.number ?? fields.instruction ?? fields.dwelling; // what was made earlier about the same goes first
  const item = { id, kind, made, about, state: "waiting", hashes: named.map((photo) => photo.hash), box, sealed, tries: 0, due: [0, 0] };
  const stores = draft ? ["outbox", "records"] : ["outbox"];
  const write = (await store()).transaction(stores, "readwrite", { durability: "strict" }); // on the disk, whatever ends
  await Promise.all([write.objectStore("outbox").put(item), draft && write.objectStore("records").delete(draft), write.done]);
  told(id);
  changes.dispatchEvent(new Event("added"));
  return id;
}

/** @returns {Promise<any[]>} the newest first; ``ids`` is cheaper where there are many */
export async function items() {
  return (await (await store()).getAll("outbox")).reverse();
}

/** @param {string} [state] @returns {Promise<string[]>} the newest first */
export async function ids(state) {
  const database = await store();
  return (state ? await database.getAllKeysFromIndex("outbox", "state", state) : await database.getAllKeys("outbox")).reverse();
}

/** @param {string} id @returns {Promise<any>} */
export async function item(id) {
  return (await store()).get("outbox", id);
}

/** @param {string} id @returns {Promise<any>} what was written */
export async function bodyOf(id) {
  return open((await item(id)).box);
}

/** @returns {Promise<number>} how many are not yet wholly with the server */
export async function waiting() {
  const database = await store();
  const [every, there] = await Promise.all([database.count("outbox"), database.countFromIndex("outbox", "state", "numbered")]);
  return every - there;
}

/** @returns {Promise<number>} how many go up by themselves when there is a line */
export async function leaving() {
  return (await store()).countFromIndex("outbox", "due");
}

/** @param {any} item @param {Record<string, any>} what @returns {Promise<boolean>} whether there was room to keep it */
export async function change(item, what) {
  Object.assign(item, what);
  try {
    await (await store()).put("outbox", item);
  } catch (fault) {
    if (!isFull(fault)) throw fault;
    return false;
  }
  told(item.id);
  return true;
}

/** Only what nobody needs any more: the worker asked for it, or another took its place. @param {string} id */
export async function discard(id) {
  await letGo((await item(id))?.hashes ?? [], id);
  await (await store()).delete("outbox", id);
  told(id);
}

/** What came to its end a month ago is not shown any more: the server has it. */
export async function forgetOld() {
  const oldest = idAt(Date.now() - SHOWN_FOR);
  for (const id of await ids("numbered")) if (id < oldest) await (await store()).delete("outbox", id);
}

/** @param {string} id */
function told(id) {
  changes.dispatchEvent(new CustomEvent("changed", { detail: id }));
  tabs.postMessage(id);
}
