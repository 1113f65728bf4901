// @ts-check
// Which thing of the outbox goes next, and when: every report before the first of the photos, and what is about one case,
// instruction or dwelling in the order in which it was made.
import { isFull, store } from "./store.mjs";

// An item's ``due`` is where it stands in the row, and from when on; what came to its end has none.
export const [ITSELF, ITS_PHOTOS] = [0, 1]; // every report has its number before the first of the photos goes
const WITHOUT_ROOM = 60_000;

/** What could not be kept because the phone is full: it lets the rest pass, and comes again in a minute. */
export const aside = new Set();

/** @returns {Promise<string | undefined>} the id of what goes now */
export async function nextDue() {
  const every = (await store()).transaction("outbox").store;
  for (const stage of [ITSELF, ITS_PHOTOS]) {
    const first = await firstOf(every, stage, Date.now());
    if (first) return first.id;
  }
  return undefined;
}

/** @returns {Promise<number>} the moment at which something may go; Infinity where nothing is left */
export async function whenNext() {
  const every = (await store()).transaction("outbox").store;
  const firsts = [await firstOf(every, ITSELF, Infinity), await firstOf(every, ITS_PHOTOS, Infinity)];
  return Math.min(...firsts.map((first) => first?.due ?? Infinity), aside.size ? Date.now() + WITHOUT_ROOM : Infinity);
}

/** Back-off is forgotten. */
export async function forgetWaits() {
  aside.clear();
  const write = (await store()).transaction("outbox", "readwrite");
  const again = async (/** @type {number} */ stage) => {
    const waits = IDBKeyRange.bound([stage, 1], [stage, Infinity]);
    for (const item of await write.store.index("due").getAll(waits)) await write.store.put({ ...item, tries: 0, due: [stage, 0] });
  };
  try {
    await Promise.all([again(ITSELF), again(ITS_PHOTOS), write.done]);
  } catch (fault) {
    if (!isFull(fault)) throw fault; // they wait as they did
  }
}

/** @param {any} every the items @param {number} stage @param {number} until @returns {Promise<{id: string, due: number} | undefined>} */
async function firstOf(every, stage, until) {
  const due = IDBKeyRange.bound([stage, 0], [stage, until]);
  for (let cursor = await every.index("due").openCursor(due); cursor; cursor = await cursor.continue()) {
    if (!aside.has(cursor.primaryKey) && !(await follows(every, cursor.value))) return { id: cursor.primaryKey, due: cursor.key[1] };
  }
  return undefined;
}

/** Whether something earlier about the same has not gone yet: what was decided later would be refused before it. @param {any} every @param {any} item */
async function follows(every, { id, about }) {
  if (!about) return false;
  return (await every.index("about").getAll(about)).some((/** @type {any} */ one) => one.id < id && one.due?.[0] === ITSELF);
}
