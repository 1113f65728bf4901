// @ts-check
// What is being written, kept at each change: a browser that ends, or another tab, loses nothing of it.
// It lies sealed among the records, and goes in the moment it is sent: "draft:<id of the report that it corrects>",
// "draft:deed:<case>:<order>", "draft:remark:<case>", "draft:answer:<instruction>".
import { caseOf, foretell, read } from "./feed.mjs";
import { isFull, store } from "./store.mjs";

const ALL = IDBKeyRange.bound("draft:", "draft:\uffff");
const PATIENCE = 86_400_000; // milliseconds: what is not here now may come again, as when all is sent anew

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

/** Drafts for what is not here any more. */
export async function forgetPointless() {
  for (const name of await (await store()).getAllKeys("records", ALL)) {
    if (await isPointless(name)) await keepDraft(name, undefined);
  }
}

/** @param {string} name @returns {Promise<boolean>} */
async function isPointless(name) {
  const [, what = "", about = "", order = ""] = name.split(":");
  if (!about) return what !== "" && !(await (await store()).count("outbox", what));
  return !(await isWanted(what, about, order)) && (await draftOf(name))?.begun < Date.now() - PATIENCE;
}

/** @param {string} what @param {string} about a case or an instruction @param {string} order @returns {Promise<boolean>} whether a form still asks for it */
async function isWanted(what, about, order) {
  if (what === "remark") return Boolean(await caseOf(about));
  const asked = (await read(what === "deed" ? "orders" : "instructions")) ?? [];
  return asked.some((/** @type {any} */ one) => String(one.id) === (order || about) && !one.answered_at);
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

/** @returns {Promise<Set<string>>} their hashes */
export async function photosInDrafts() {
  await written; // one that was just begun too
  const names = await (await store()).getAllKeys("records", ALL);
  return new Set((await Promise.all(names.map(draftOf))).flatMap(hashesIn));
}

/** @param {any} draft @returns {string[]} */
export function hashesIn(draft) {
  return (draft?.photos ?? []).map((/** @type {any} */ one) => one.hash);
}
