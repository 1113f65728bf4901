// @ts-check
// The application starts: words, lock, tabs, and what goes on by itself while it is open.
import { h, note, put } from "./dom.mjs";
import { forgetPointless } from "./drafts.mjs";
import { wipe } from "./ending.mjs";
import { news, pull } from "./feed.mjs";
import { keepMap } from "./keeping.mjs";
import { forgetStray } from "./needed.mjs";
import { Lost, Refused } from "./net.mjs";
import { cannotShow, cannotStart, tell, tellLine, tellRoom, tellStranger } from "./notes.mjs";
import { changes, forgetOld, waiting } from "./outbox.mjs";
import { carryPictures } from "./pictures.mjs";
import { loadWords, say } from "./say.mjs";
import { send } from "./sending.mjs";
import { askAgainToStay, isFull, meta, runsLow, whyClosed } from "./store.mjs";
import { offerUpdates } from "./updates.mjs";
import { keyChanges, unlockWithoutPin } from "./vault.mjs";

const EVERY = 60_000;
const TABS = /** @type {[string, () => string][]} */ ([
  ["today", () => say("Today")],
  ["report", () => say("Report")],
  ["map", () => say("Map")],
  ["outbox", () => say("Outbox")],
  ["me", () => say("Me")],
]);
const place = /** @type {HTMLElement} */ (document.getElementById("screen"));
const tabs = /** @type {HTMLElement} */ (document.getElementById("tabs"));

async function start() {
  loadWords();
  if (!isSecureContext) return tell(note(say("The application needs an address that begins with https: ask your station for it."), "refusal"));
  const why = await whyClosed();
  if (why) return stayClosed(why);
  document.documentElement.classList.toggle("large", localStorage.getItem("large") === "yes");
  addEventListener("hashchange", show);
  for (const change of ["online", "offline"]) addEventListener(change, tellLine);
  addEventListener("online", () => refresh(true));
  addEventListener("phone:show", show);
  addEventListener("phone:refresh", () => refresh(true));
  addEventListener("phone:stranger", (event) => unknown(/** @type {CustomEvent} */ (event).detail));
  news.addEventListener("changed", () => tellStranger(false)); // the server told something: it knows the phone
  changes.addEventListener("changed", countOutbox);
  changes.addEventListener("midway", () => hear(pull));
  keyChanges.onmessage = () => location.reload();
  offerUpdates(tell);
  setInterval(() => document.hidden || refresh(), EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || refresh(true));
  await show();
  await hear(() => forgetOld().then(askAgainToStay));
  await refresh(true);
}

/** @param {"nothing" | "later"} why */
function stayClosed(why) {
  place.replaceChildren(...cannotStart(why));
  if (why === "later") offerUpdates(tell); // the later version may be back
}

let turns = 0;

/** Where a screen cannot be drawn, all else goes on. */
async function show() {
  const turn = (turns += 1);
  try {
    await showScreen(turn);
  } catch (fault) {
    console.error(fault);
    if (turn === turns) put(place, ...cannotShow());
  }
}

/** @param {number} turn */
async function showScreen(turn) {
  const name = await allowed();
  tabs.hidden = ["enrol", "lock"].includes(name);
  tabs.replaceChildren(...TABS.map(([tab, words]) => h("a", { href: `#${tab}`, "aria-current": tab === name && "page" }, words(), h("span.count", {}))));
  const screen = await SCREENS[name]?.();
  const drawn = await screen.draw(location.hash.slice(1).split("/").slice(1));
  if (turn !== turns) return; // another tab was tapped meanwhile
  put(place, drawn);
  scrollTo(0, 0);
  tellLine();
  await countOutbox();
}

const SCREENS = /** @type {Record<string, () => Promise<any>>} */ ({
  enrol: () => import("./screens/enrol.mjs"),
  lock: () => import("./screens/lock.mjs"),
  today: () => import("./screens/today.mjs"),
  report: () => import("./screens/report.mjs"),
  case: () => import("./screens/case.mjs"),
  map: () => import("./screens/map.mjs"),
  grid: () => import("./screens/grid.mjs"),
  instruction: () => import("./screens/instruction.mjs"),
  outbox: () => import("./screens/outbox.mjs"),
  dwellings: () => import("./screens/dwellings.mjs"),
  me: () => import("./screens/me.mjs"),
});

/** @returns {Promise<string>} the screen that may be shown now */
async function allowed() {
  if (!(await meta("device"))) return "enrol";
  if ((await unlockWithoutPin()) === "locked") return "lock";
  const asked = location.hash.slice(1).split("/")[0] ?? "";
  return asked in SCREENS && !["enrol", "lock"].includes(asked) ? asked : "today";
}

/** @param {boolean} [anew] */
async function refresh(anew = false) {
  if (!(await meta("device")) || (await unlockWithoutPin()) !== "open") return;
  await send(anew);
  await hear(async () => {
    await pull();
    await carryPictures();
    keepMap(); // nobody waits for it
  });
  if (anew) await forgetPointless().then(forgetStray); // by what the server told just now
}

/** @param {string} why in a word of the server's; without one it was not the server who said so */
function unknown(why) {
  if (why === "revoked") wipe();
  else if (why) tellStranger(true);
}

/** @param {() => Promise<void>} act */
async function hear(act) {
  try {
    await act();
  } catch (fault) {
    if (isFull(fault)) return tellRoom(say("There is no room left on this phone: what is new at the server cannot be kept here. Remove other things."));
    if (!(fault instanceof Lost || fault instanceof Refused)) throw fault;
  }
  tellRoom((await runsLow()) && say("Space on this phone runs low. Let the outbox empty itself, or remove other things."));
}

async function countOutbox() {
  const count = await waiting();
  const badge = tabs.querySelector('a[href="#outbox"] .count');
  if (badge) badge.textContent = count ? String(count) : "";
}

start();
