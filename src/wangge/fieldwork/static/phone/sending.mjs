// @ts-check
// The outbox goes up: one thing after the other while there is a line, and none in the way of another.
import { change, changes, discard, item as itemOf } from "./outbox.mjs";
import { letGo } from "./needed.mjs";
import { ask, expectOurs, Lost, Refused } from "./net.mjs";
import { sendPhoto } from "./photos.mjs";
import { aside, forgetWaits, ITS_PHOTOS, ITSELF, nextDue, whenNext } from "./queue.mjs";
import { say } from "./say.mjs";
import { meta } from "./store.mjs";
import { Locked, open } from "./vault.mjs";

const PHOTOS_FIRST = new Set(["verify", "check", "resolve"]); // whose photos are the evidence
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 300_000;
const STRETCH = 10_000; // of sending: then what is new at the server is asked for, and what follows goes up meanwhile
const LOCK = "wangge-outbox"; // held for one thing at a time, so that another tab, or a new PIN, gets its turn

/** @type {Promise<void> | undefined} */
let running;

changes.addEventListener("added", () => send());

/** @param {boolean} [anew] whether back-off is forgotten: the line came back, or somebody taps "now" */
export async function send(anew = false) {
  if (anew) await forgetWaits();
  running ??= sendWhile(); // what was added meanwhile is found there
  await running;
}

async function sendWhile() {
  try {
    await sendAll();
  } catch (fault) {
    if (!stops(fault)) throw fault;
  } finally {
    running = undefined;
    await again();
  }
}

async function sendAll() {
  let begun = Date.now();
  while (navigator.onLine && (await navigator.locks.request(LOCK, sendNext))) {
    if (Date.now() - begun < STRETCH) continue;
    changes.dispatchEvent(new Event("midway"));
    begun = Date.now();
  }
}

/** @returns {Promise<boolean>} whether there was one */
async function sendNext() {
  const id = await nextDue();
  if (id) await sendOne(await itemOf(id));
  return id !== undefined;
}

/** @param {any} item */
async function sendOne(item) {
  try {
    if (item.due[0] === ITSELF) await sendItself(item);
    else await sendRest(item);
  } catch (fault) {
    await put(item, fault);
  }
}

/** @param {any} item */
async function sendItself(item) {
  await change(item, { state: "sending" });
  if (PHOTOS_FIRST.has(item.kind)) await sendPhotos(item);
  const { body } = await ask("PUT", `/phone/items/${item.id}`, await open(item.box));
  expectOurs(body?.item === item.id && typeof body.number === "string");
  const came = { state: "received", number: body.number, notices: body.notices ?? [], tries: 0 };
  const kept = await change(item, { ...came, due: [ITS_PHOTOS, 0] });
  if (!kept || !item.hashes.length || PHOTOS_FIRST.has(item.kind)) await sendRest(item);
}

/** @param {any} item */
async function sendRest(item) {
  await sendPhotos(item);
  await letGo(item.hashes, item.id);
  const kept = await change(item, { state: "numbered", done: Date.now(), hashes: [], sealed: undefined, due: undefined });
  if (!kept) await discard(item.id); // the server has it all, and this phone no room to say so
}

/** Another thing may still go when one is refused; nothing goes while the line is gone. @param {any} item @param {any} fault */
async function put(item, fault) {
  const sentence = await isForGood(fault);
  if (sentence) return stays(item, { state: "refused", sentence, code: fault.code, due: undefined });
  const tries = item.tries + 1;
  const next = Date.now() + Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(tries, 10)) * (0.5 + Math.random());
  await stays(item, { state: item.due[0] === ITSELF ? "waiting" : "received", tries, due: [item.due[0], next] });
  if (stops(fault)) throw fault;
  if (!(fault instanceof Refused)) console.error(fault);
}

/** @param {any} item @param {Record<string, any>} what */
async function stays(item, what) {
  if (!(await change(item, what))) aside.add(item.id);
}

/** Whether nothing else can go either. @param {any} fault */
function stops(fault) {
  return fault instanceof Lost || fault instanceof Locked || fault.status === 401;
}

/** @param {any} fault @returns {Promise<string>} the sentence that says why; empty where the same may succeed later */
async function isForGood(fault) {
  if (fault instanceof Refused) return fault.mayPass || stops(fault) || fault.code === "wrong-bytes" ? "" : fault.message;
  const damaged = fault.name === "OperationError" && (await open(await meta("device")).catch(() => undefined)); // the key is right
  return damaged ? say("This phone cannot read it any more. Save it as a file for the station.") : "";
}

/** @param {any} item */
async function sendPhotos(item) {
  for (const [place, hash] of item.hashes.entries()) {
    await sendPhoto(hash, (part) => tellProgress(item, (place + part) / item.hashes.length));
  }
}

/** @param {any} item @param {number} part */
function tellProgress(item, part) {
  changes.dispatchEvent(new CustomEvent("progress", { detail: { id: item.id, part } }));
}

let timer = 0;

/** Come back when the first of them is due. */
async function again() {
  clearTimeout(timer);
  if (!navigator.onLine) return; // its return sends, and then asks what is new: nothing is to come between
  const next = await whenNext();
  if (next === Infinity) return;
  const come = () => {
    aside.clear();
    send();
  };
  timer = setTimeout(come, Math.max(FIRST_WAIT, next - Date.now()));
}
