// @ts-check
// Photos of the cases that one has to look at, carried to where there is no network: sealed, and gone with the task.
import { cases, news, read } from "./feed.mjs";
import { ask, Lost, Refused } from "./net.mjs";
import { store, takingIn } from "./store.mjs";
import { Locked, openBytes, seal } from "./vault.mjs";

const MOST = 6; // of a case
const ALL = IDBKeyRange.bound("picture:", "picture:\uffff");

/** Of a case that is to be checked, what shows how it was before. @param {any} one @returns {any} */
export function before(one) {
  return one.photos?.find((/** @type {any} */ photo) => ["report", "verify"].includes(photo.stage));
}

/** Fetch what is wanted and not here, forget what nobody needs any more. */
export async function carryPictures() {
  const [wanted, database] = [await wantedNow(), await store()];
  const had = new Set(await database.getAllKeys("records", ALL));
  for (const name of had) if (!wanted.has(name)) await database.delete("records", name);
  let came = false;
  for (const [name, path] of wanted) if (!had.has(name)) came = (await takingIn(() => fetched(name, path))) || came;
  if (came) news.dispatchEvent(new Event("pictures"));
}

/** @returns {Promise<Map<string, string>>} the path of each photo by its name here; small, but for what is laid over the camera */
async function wantedNow() {
  const [orders, every] = await Promise.all([read("orders"), cases()]);
  const kinds = new Map((orders ?? []).map((/** @type {any} */ order) => [order.number, order.kind]));
  const wanted = new Map();
  for (const one of every.filter(({ number }) => kinds.has(number))) {
    for (const photo of one.photos.slice(0, MOST)) wanted.set(`picture:${photo.id}`, pathOf(one, photo, "thumb"));
    const first = kinds.get(one.number) === "check" && before(one);
    if (first) wanted.set(`picture:${first.id}:full`, pathOf(one, first, "full"));
  }
  return wanted;
}

/** @param {any} one @param {any} photo @param {string} size */
function pathOf(one, photo, size) {
  return `/cases/${one.number}/photos/${photo.id}?size=${size}`;
}

/** @param {string} name @param {string} path @returns {Promise<boolean>} whether it is here now; what is being prepared comes next time */
async function fetched(name, path) {
  try {
    const { body } = await ask("GET", path);
    await (await store()).put("records", await seal(body), name);
    return true;
  } catch (fault) {
    if (fault instanceof Refused || fault instanceof Lost) return false;
    throw fault;
  }
}

/** What does not open is as good as missing: it goes, and comes again. @param {any} photo @param {string} [size] "full" @returns {Promise<Blob | undefined>} */
export async function pictureOf(photo, size = "") {
  const [database, name] = [await store(), `picture:${photo.id}${size && `:${size}`}`];
  const box = await database.get("records", name);
  try {
    return box && new Blob([await openBytes(box)], { type: "image/jpeg" });
  } catch (fault) {
    if (fault instanceof Locked) throw fault;
    await database.delete("records", name);
    return undefined;
  }
}

/** @param {string} name of a record @returns {boolean} whether the server gives it again */
export function isPicture(name) {
  return ALL.includes(name);
}
