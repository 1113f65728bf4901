// @ts-check
// What this phone tells the server: each thing on its own, sent when there is a line, and never in the way of another.
import { uuid7 } from "./ids.mjs";
import { ask, Lost, Refused } from "./net.mjs";
import { forgetPhoto, sendPhoto } from "./photos.mjs";
import { sealToStation } from "./station.mjs";
import { store } from "./store.mjs";
import { Locked, open, seal } from "./vault.mjs";

/** Of an item: on this phone, on its way, taken in by the server while photos follow, wholly there, not taken. */
export const STATES = /** @type {const} */ (["waiting", "sending", "received", "numbered", "refused"]);
const PHOTOS_FIRST = new Set(["verify", "check", "resolve"]); // whose photos are the evidence
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 300_000;
const LOCK = "wangge-outbox";

/** Tells the screens. */
export const changes = new EventTarget();

/**
 * @param {string} kind @param {Record<string, any>} fields @param {{hash: string, bytes: number}[]} photos
 * @returns {Promise<string>} its id, once it lies on this phone
 */
export async function add(kind, fields, photos = []) {
  const id = uuid7();
  const made = new Date().toISOString();
  const body = { kind, made_at: made, ...fields, photos: photos.map(({ hash, bytes }) => ({ hash, bytes })) };
  const [box, sealed] = [await seal(body), await sealToStation(body)];
  const item = { id, kind, made, state: "waiting", hashes: photos.map((photo) => photo.hash), box, sealed, tries: 0, next: 0 };
  await (await store()).put("outbox", item);
  told();
  send();
  return id;
}

/** @returns {Promise<any[]>} the newest first */
export async function items() {
  return (await (await store()).getAll("outbox")).reverse();
}

/** @param {string} id @returns {Promise<any>} what was written */
export async function bodyOf(id) {
  return open((await (await store()).get("outbox", id)).box);
}

/** @returns {Promise<number>} how many are not yet wholly with the server */
export async function waiting() {
  return (await items()).filter((item) => item.state !== "numbered").length;
}

/** Only what nobody needs any more: the worker asked for it. @param {string} id @param {string[]} [kept] photos of what takes its place */
export async function discard(id, kept = []) {
  const item = await (await store()).get("outbox", id);
  for (const hash of item?.hashes ?? []) if (!kept.includes(hash)) await forgetPhoto(hash);
  await (await store()).delete("outbox", id);
  told();
}

/** @param {boolean} [anew] whether back-off is forgotten: the line came back, or somebody taps "now" */
export async function send(anew = false) {
  if (!navigator.onLine) return again();
  await navigator.locks.request(LOCK, { ifAvailable: !anew }, async (lock) => {
    if (!lock) return;
    if (anew) await forgetWaits();
    try {
      for (const item of await due()) await sendOne(item);
    } catch (fault) {
      if (!(fault instanceof Lost || fault instanceof Locked)) throw fault;
    }
  });
  await again();
}

async function due() {
  const all = await (await store()).getAll("outbox");
  return all.filter((item) => !["numbered", "refused"].includes(item.state) && item.next <= Date.now());
}

/** @param {any} item */
async function sendOne(item) {
  try {
    await change(item, { state: item.number ? "received" : "sending" });
    if (PHOTOS_FIRST.has(item.kind)) await sendPhotos(item);
    if (!item.number) await sendBody(item);
    await sendPhotos(item);
    for (const hash of item.hashes) await forgetPhoto(hash);
    await change(item, { state: "numbered", done: Date.now(), sealed: undefined });
  } catch (fault) {
    await put(item, fault);
  }
}

/** Another thing may still go when one is refused; nothing goes while the line is gone. @param {any} item @param {any} fault */
async function put(item, fault) {
  if (fault instanceof Refused && !fault.mayPass && fault.status !== 401) {
    return change(item, { state: "refused", sentence: fault.message, code: fault.code });
  }
  const tries = item.tries + 1;
  const next = Date.now() + Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(tries, 10)) * (0.5 + Math.random());
  await change(item, { state: item.number ? "received" : "waiting", tries, next });
  if (!(fault instanceof Refused)) throw fault;
}

/** @param {any} item */
async function sendBody(item) {
  const { body } = await ask("PUT", `/phone/items/${item.id}`, await open(item.box));
  await change(item, { state: "received", number: body.number, token: body.token, notices: body.notices ?? [] });
}

/** @param {any} item */
async function sendPhotos(item) {
  for (const [place, hash] of item.hashes.entries()) {
    await sendPhoto(hash, (part) => tellProgress(item, (place + part) / item.hashes.length));
  }
}

/** @param {any} item @param {number} part */
function tellProgress(item, part) {
  changes.dispatchEvent(new CustomEvent("progress", { detail: { id: item.id, part } }));
}

/** @param {any} item @param {Record<string, any>} what */
async function change(item, what) {
  Object.assign(item, what);
  await (await store()).put("outbox", item);
  told();
}

async function forgetWaits() {
  const database = await store();
  for (const item of await database.getAll("outbox")) {
    if (item.next) await database.put("outbox", { ...item, next: 0, tries: 0 });
  }
}

let timer = 0;

/** Come back when the first of them is due. */
async function again() {
  clearTimeout(timer);
  const left = (await (await store()).getAll("outbox")).filter((item) => !["numbered", "refused"].includes(item.state));
  if (!left.length) return;
  const next = Math.min(...left.map((item) => item.next));
  timer = setTimeout(() => send(), Math.max(FIRST_WAIT, next - Date.now()));
}

function told() {
  changes.dispatchEvent(new Event("changed"));
}
