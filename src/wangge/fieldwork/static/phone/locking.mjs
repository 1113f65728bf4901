// @ts-check
// A lock is set, changed or taken away: all that lies here is sealed anew under a fresh key, or nothing is.
// Of photos only their keys are, which lie among the records.
import { isPicture } from "./pictures.mjs";
import { alone, store } from "./store.mjs";
import { freshKey, keyChanges, openBytes, seal, useKey } from "./vault.mjs";

/** Throws where it is not changed. @param {Parameters<typeof freshKey>[0]} [lock] none takes the lock away */
export async function setLock(lock) {
  const { fresh, kept } = await freshKey(lock);
  await alone(async () => {
    await sealAnew(fresh, kept);
    useKey(fresh); // before anybody else's turn, who would seal by the key of before
    keyChanges.postMessage("another");
  });
}

/** @param {CryptoKey} fresh @param {any} kept */
async function sealAnew(fresh, kept) {
  const { names, records, outbox, device } = await allSealed();
  const anew = async (/** @type {any} */ box) => seal(await openBytes(box), fresh);
  const orNone = (/** @type {any} */ box, /** @type {number} */ place) => anew(box).catch((fault) => noneOf(names[place], fault));
  const newRecords = await Promise.all(records.map(orNone));
  const newItems = await Promise.all(outbox.map(async (/** @type {any} */ item) => ({ ...item, box: await anew(item.box) })));
  const newDevice = await anew(device);
  const change = (await store()).transaction(["meta", "records", "outbox"], "readwrite");
  const [meta, boxes, items] = ["meta", "records", "outbox"].map((name) => change.objectStore(name));
  const writes = newRecords.map((box, place) => (box ? boxes.put(box, names[place]) : boxes.delete(names[place])));
  writes.push(...newItems.map((item) => items.put(item)), meta.put(newDevice, "device"), meta.put(kept, "key"));
  await Promise.all([change.done, Promise.allSettled(writes)]); // why it failed is told by the whole, not by the first that did
}

/** As it lies here at one moment. */
async function allSealed() {
  const now = (await store()).transaction(["meta", "records", "outbox"]);
  const [records, outbox] = [now.objectStore("records"), now.objectStore("outbox")];
  const [names, boxes, items, device] = await Promise.all([records.getAllKeys(), records.getAll(), outbox.getAll(), now.objectStore("meta").get("device")]);
  return { names, records: boxes, outbox: items, device };
}

/** A picture that does not open is fetched anew; anything else would be lost. @param {string} name @param {any} fault */
function noneOf(name, fault) {
  if (!isPicture(name)) throw fault;
}
