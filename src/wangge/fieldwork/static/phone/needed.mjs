// @ts-check
// A photo goes from this phone once nothing here needs it any more: nothing that is still to be sent, and no draft.
// The same picture may be chosen for two reports; it is kept once.
import { draftOf, hashesIn, keepDraft, photosInDrafts } from "./drafts.mjs";
import { forgetPhoto } from "./photos.mjs";
import { store } from "./store.mjs";

const STRAY_AFTER = 86_400_000; // milliseconds: by then nobody has the form open that a photo was taken for

/** @param {string[]} hashes @param {string} [of] the id of the thing that needs them no longer */
export async function letGo(hashes, of = "") {
  for (const hash of await unneeded(hashes, of)) await forgetPhoto(hash);
}

/** The worker asked for it. @param {string} name of a draft */
export async function throwAway(name) {
  const photos = hashesIn(await draftOf(name));
  await keepDraft(name, undefined);
  await letGo(photos);
}

/** Photos that were taken for a form which was left. */
export async function forgetStray() {
  const database = await store();
  const since = Date.now() - STRAY_AFTER;
  for (const hash of await unneeded(await database.getAllKeys("photos"))) {
    const photo = await database.get("photos", hash); // none where it went up meanwhile
    if (photo?.at < since) await forgetPhoto(hash);
  }
}

/** @param {string[]} hashes @param {string} [but] a thing that does not count @returns {Promise<string[]>} */
async function unneeded(hashes, but = "") {
  if (!hashes.length) return [];
  const [database, drafted] = [await store(), await photosInDrafts()];
  const naming = await Promise.all(hashes.map((hash) => database.getAllKeysFromIndex("outbox", "hashes", hash)));
  return hashes.filter((hash, place) => !drafted.has(hash) && !naming[place].some((/** @type {string} */ id) => id !== but));
}
