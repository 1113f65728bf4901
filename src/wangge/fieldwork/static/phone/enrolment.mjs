// @ts-check
// A phone becomes somebody's phone: by a code that the station or the worker's own page shows, once.
import { ask, Lost, Refused } from "./net.mjs";
import { handOver } from "./rescue.mjs";
import { askToStay, keep, meta } from "./store.mjs";
import { keyChanges, lock, makeKey, seal, unlockWithoutPin } from "./vault.mjs";

const LONGEST_FAREWELL = 5000; // milliseconds

/** @param {string} code @param {string} label what the phone is called in the list of keys */
export async function enrol(code, label) {
  await become(await keyFor(code, label));
}

/** @type {any} the key that came for a code of which not all could be done yet: it lies nowhere but here */
let fresh;

/**
 * The PIN is forgotten: a code of the same person makes another key, by which what waits here goes to the station, sealed. Then the
 * phone begins anew. Throws where that is not done; then nothing is removed, and it may be tried again.
 * @param {string} code @param {string} label @param {(done: number, all: number) => void} tell
 */
export async function enrolAnew(code, label, tell) {
  fresh ??= await keyFor(code, label, await meta("owner"));
  await keep("device id", fresh.id).catch(() => undefined); // without room it is only not known, should this be tried again
  keyChanges.postMessage("revoked"); // a tab that was open still would take the end of the old key for the phone's
  await handOver(tell, fresh.key);
  await become(fresh);
  fresh = undefined;
}

/** The key of before ends with it; which one that is lies open here. @param {string} code @param {string} label @param {string} [owner] whose code it must be */
async function keyFor(code, label, owner = "") {
  const told = { code: code.trim().toUpperCase(), label, owner, replaces: (await meta("device id")) ?? "" };
  const { body } = await ask("POST", "/phone/enrol", told, "");
  return body;
}

/** @param {any} told */
async function become({ id, key, person, station }) {
  lock(); // the key in memory may be of what another tab removed
  if ((await unlockWithoutPin()) === "new") await makeKey();
  await keep("device id", id);
  await keep("station", station);
  await keep("owner", person.username);
  await keep("stays", await askToStay());
  await keep("device", await seal({ key, person }));
}

/** Before everything is removed: nobody shall use it. Without a line it stays in the list of keys until it is ended there. */
export async function endKey() {
  const asked = ask("DELETE", "/phone/key").catch((fault) => {
    if (!(fault instanceof Lost || fault instanceof Refused)) throw fault;
  });
  await Promise.race([asked, new Promise((done) => setTimeout(done, LONGEST_FAREWELL))]);
}

/** The code of a QR that was photographed: it stands behind the # and so never reaches a server's log. */
export function codeInAddress() {
  return /^#enrol=([\w-]+)$/.exec(location.hash)?.[1] ?? "";
}
