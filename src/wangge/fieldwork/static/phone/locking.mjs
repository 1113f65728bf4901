// @ts-check
// A lock is set, changed or taken away: all that lies here is sealed anew under a fresh key, or nothing is.
import { store } from "./store.mjs";
import { freshKey, keyChanges, open, openBytes, seal, useKey } from "./vault.mjs";

/** @param {Parameters<typeof freshKey>[0]} [lock] none takes the lock away */
export async function setLock(lock) {
  const { fresh, kept } = await freshKey(lock);
  await navigator.locks.request("wangge-outbox", () => navigator.locks.request("wangge-feed", () => sealAnew(fresh, kept)));
  useKey(fresh);
  keyChanges.postMessage("another");
}

/** @param {CryptoKey} fresh @param {any} kept */
async function sealAnew(fresh, kept) {
  const database = await store();
  const records = await every("records", (box) => box);
  const [outbox, photos] = [await database.getAll("outbox"), await database.getAll("photos")];
  const device = await seal(await open(await database.get("meta", "device")), fresh);
  const newRecords = await Promise.all(records.map(async ([name, box]) => [name, await seal(await openBytes(box), fresh)]));
  const newItems = await Promise.all(outbox.map(async (item) => ({ ...item, box: await seal(await open(item.box), fresh) })));
  const newPhotos = [];
  for (const photo of photos) newPhotos.push({ ...photo, box: await seal(await openBytes(photo.box), fresh) });
  const change = database.transaction(["meta", "records", "outbox", "photos"], "readwrite");
  for (const [name, box] of newRecords) change.objectStore("records").put(box, /** @type {any} */ (name));
  for (const item of newItems) change.objectStore("outbox").put(item);
  for (const photo of newPhotos) change.objectStore("photos").put(photo);
  change.objectStore("meta").put(device, "device");
  change.objectStore("meta").put(kept, "key");
  await change.done;
}

/** @param {string} name @param {(value: any) => any} of @returns {Promise<[string, any][]>} */
async function every(name, of) {
  const database = await store();
  const [keys, values] = await Promise.all([database.getAllKeys(name), database.getAll(name)]);
  return keys.map((key, place) => [String(key), of(values[place])]);
}
