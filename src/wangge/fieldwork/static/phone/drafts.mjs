// @ts-check
// A report that is being written, kept at each change: a browser that ends, or another tab, loses nothing of it.
// It lies sealed among the records as "draft:<id of the report that it corrects>", and goes in the moment it is sent.
import { foretell, read } from "./feed.mjs";
import { items } from "./outbox.mjs";
import { forgetPhoto } from "./photos.mjs";
import { isFull, store } from "./store.mjs";

const ALL = IDBKeyRange.bound("draft:", "draft:\uffff");
const STRAY_AFTER = 86_400_000; // milliseconds: by then nobody has the form open that a photo was taken for

/** @type {Map<string, any>} */
const unwritten = new Map();
let written = Promise.resolve();

/** @param {string} name @param {any} content nothing where there is nothing to keep @returns {Promise<void>} once it lies here */
export function keepDraft(name, content) {
  unwritten.set(name, content); // while one is being written, only the last of those behind it counts
  written = written.then(writeAll);
  return written;
}

/** @param {string} name @returns {Promise<any>} as it was kept last */
export async function draftOf(name) {
  await written;
  return read(name).catch(() => undefined);
}

/** @returns {Promise<number>} how many reports were begun here and not sent */
export async function begun() {
  return (await store()).count("records", ALL);
}

/** The worker asked for it. @param {string} name */
export async function throwAway(name) {
  const photos = hashesIn(await draftOf(name));
  await keepDraft(name, undefined);
  const needed = await neededPhotos();
  for (const hash of photos) if (!needed.has(hash)) await forgetPhoto(hash);
}

/** Drafts that correct what is not here any more, and photos that were taken for a form which was left. */
export async function forgetStray() {
  const database = await store();
  for (const name of await database.getAllKeys("records", ALL)) {
    const before = name.slice("draft:".length);
    if (before && !(await database.count("outbox", before))) await keepDraft(name, undefined);
  }
  const photos = await database.getAllKeys("photos");
  const needed = photos.length ? await neededPhotos() : photos;
  for (const hash of photos) if (!needed.has(hash) && (await database.get("photos", hash)).at < Date.now() - STRAY_AFTER) await forgetPhoto(hash);
}

async function writeAll() {
  for (const [name, content] of unwritten) {
    unwritten.delete(name); // before it is written: what comes meanwhile comes after it
    try {
      await (content ? foretell(name, content) : (await store()).delete("records", name));
    } catch (fault) {
      if (!isFull(fault)) console.error(fault); // without room it stands on the screen only
    }
  }
}

/** @returns {Promise<Set<string>>} what the outbox or a draft names */
async function neededPhotos() {
  const names = await (await store()).getAllKeys("records", ALL);
  const drafts = await Promise.all(names.map(draftOf));
  return new Set([...(await items()).flatMap((item) => item.hashes), ...drafts.flatMap(hashesIn)]);
}

/** @param {any} draft @returns {string[]} */
function hashesIn(draft) {
  return (draft?.photos ?? []).map((/** @type {any} */ one) => one.hash);
}
