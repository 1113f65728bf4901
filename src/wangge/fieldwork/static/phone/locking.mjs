// @ts-check
// A lock is set, changed or taken away: all that lies here is sealed anew under a fresh key, or nothing is.
// Of photos only their keys are, which lie among the records.
import { alone, store } from "./store.mjs";
import { freshKey, keyChanges, openBytes, seal, useKey } from "./vault.mjs";

/** @param {Parameters<typeof freshKey>[0]} [lock] none takes the lock away */
export async function setLock(lock) {
  const { fresh, kept } = await freshKey(lock);
  await alone(() => sealAnew(fresh, kept));
  useKey(fresh);
  keyChanges.postMessage("another");
}

/** @param {CryptoKey} fresh @param {any} kept */
async function sealAnew(fresh, kept) {
  const database = await store();
  const anew = async (/** @type {any} */ box) => seal(await openBytes(box), fresh);
  const [names, records, outbox] = await Promise.all([database.getAllKeys("records"), database.getAll("records"), database.getAll("outbox")]);
  const device = await anew(await database.get("meta", "device"));
  const newRecords = await Promise.all(records.map(anew));
  const newItems = await Promise.all(outbox.map(async (item) => ({ ...item, box: await anew(item.box) })));
  const change = database.transaction(["meta", "records", "outbox"], "readwrite");
  newRecords.forEach((box, place) => change.objectStore("records").put(box, names[place]));
  for (const item of newItems) change.objectStore("outbox").put(item);
  change.objectStore("meta").put(device, "device");
  change.objectStore("meta").put(kept, "key");
  await change.done;
}
