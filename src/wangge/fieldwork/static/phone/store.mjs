// @ts-check
// What lies on this phone: one database. Records are sealed boxes (vault); only what is needed to find them is open.
import { openDB } from "../vendor/idb.mjs";

const NAME = "wangge-phone";
const VERSION = 4;
const STORES = /** @type {Record<string, any>} */ ({
  meta: undefined, // by name: who, keys, cursor
  records: undefined, // by "case:<number>", "order:<id>", "part:<name>": what the server told
  outbox: { keyPath: "id" }, // what this phone tells the server
  photos: { keyPath: "hash" },
});

/** @type {Promise<any> | undefined} */
let opened;

export function store() {
  opened ??= openedAnew().catch((fault) => {
    opened = undefined; // the next who asks tries again
    throw fault;
  });
  return opened;
}

/** @returns {Promise<"" | "nothing" | "later">} why it cannot be read: this browser keeps nothing (a private window may not, and a setting may forbid it), or a later application wrote it */
export async function whyClosed() {
  try {
    await store();
    return "";
  } catch (fault) {
    console.warn(fault);
    return /** @type {any} */ (fault)?.name === "VersionError" ? "later" : "nothing";
  }
}

async function openedAnew() {
  return openDB(NAME, VERSION, {
    upgrade(database, before, _now, change) {
      if (before < 1) for (const [name, options] of Object.entries(STORES)) database.createObjectStore(name, options);
      if (before < 2) queue(change.objectStore("outbox"));
      if (before < 3) change.objectStore("outbox").createIndex("about", "about");
      if (before < 4) change.objectStore("outbox").createIndex("hashes", "hashes", { multiEntry: true });
      if (before < 4) forgetTokens(change.objectStore("outbox"));
    },
    blocking() {
      opened?.then((database) => database.close()); // a newer version of the application waits
      opened = undefined;
    },
    terminated() {
      opened = undefined;
    },
  });
}

/** What is to be sent is found without reading the rest: only what is on its way has a ``due``. @param {any} outbox */
async function queue(outbox) {
  for (const name of ["state", "due"]) outbox.createIndex(name, name);
  for (const item of await outbox.getAll()) {
    if (!["numbered", "refused"].includes(item.state)) await outbox.put({ ...item, due: [item.number ? 1 : 0, 0] });
  }
}

/** Each opens the private page of a report, lay here open, and nothing read it. @param {any} outbox */
async function forgetTokens(outbox) {
  for (const { token, ...item } of await outbox.getAll()) if (token !== undefined) await outbox.put(item);
}

/** @param {string} name @returns {Promise<any>} */
export async function meta(name) {
  return (await store()).get("meta", name);
}

/** @param {string} name @param {any} value */
export async function keep(name, value) {
  await (await store()).put("meta", value, name);
}

/** While nothing is sent or taken in, in any tab. @param {() => Promise<any>} act */
export function alone(act) {
  return navigator.locks.request("wangge-outbox", () => navigator.locks.request("wangge-feed", act));
}

/** While nothing else is taken in, and nothing sealed anew. @template T @param {() => Promise<T>} act @returns {Promise<T>} */
export function takingIn(act) {
  return navigator.locks.request("wangge-feed", act);
}

const OF_THE_BROWSER = ["language", "large"]; // how it speaks and shows, whoever holds it

/** Everything on this phone goes, the application itself stays. */
export async function removeEverything() {
  for (const name of Object.keys(localStorage)) if (!OF_THE_BROWSER.includes(name)) localStorage.removeItem(name);
  (await store()).close();
  opened = undefined;
  await new Promise((done, failed) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = () => done(undefined);
    asked.onerror = () => failed(asked.error);
  });
}

/** What was not promised may be once the application stands on the home screen. */
export async function askAgainToStay() {
  if ((await meta("stays")) !== false) return;
  const here = matchMedia("(display-mode: standalone)").matches;
  await keep("stays", here ? await askToStay() : ((await navigator.storage?.persisted?.()) ?? false));
}

/** Ask the browser to keep it all. @returns {Promise<boolean>} whether it promised */
export async function askToStay() {
  return (await navigator.storage?.persist?.()) ?? false;
}

/** @param {unknown} fault @returns {boolean} whether nothing more can be written because the browser has no room */
export function isFull(fault) {
  return /** @type {any} */ (fault)?.name === "QuotaExceededError";
}

const LITTLE = 50_000_000; // bytes: some hundred photos

/** @returns {Promise<boolean>} whether space runs low */
export async function runsLow() {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  return quota !== undefined && usage !== undefined && quota - usage < LITTLE;
}
