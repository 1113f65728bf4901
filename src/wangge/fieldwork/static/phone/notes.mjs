// @ts-check
// What is told above every screen: that the line is gone, that there is no room, and whatever else concerns all of it.
import { h, note } from "./dom.mjs";
import { say } from "./say.mjs";

const notes = /** @type {HTMLElement} */ (document.getElementById("notes"));

/** @param {Node} words */
export function tell(words) {
  notes.append(words);
}

export function tellLine() {
  notes.querySelector(".line")?.remove();
  if (navigator.onLine) return;
  const words = note(say("No network. Go on working: everything is kept on this phone and goes up later, while this application is open."), "warning");
  words.classList.add("line");
  notes.prepend(words);
}

/** Said once, and no longer than it is so. @param {string | false} words */
export function tellRoom(words) {
  notes.querySelector(".room")?.remove();
  if (!words) return;
  const told = note(words, "warning");
  told.classList.add("room");
  tell(told);
}

/** The key is not the server's any more, after it was restored for one: until somebody acts, nothing goes up. @param {boolean} so */
export function tellStranger(so) {
  const told = notes.querySelector(".stranger");
  if (!so) told?.remove();
  if (!so || told) return;
  const words = note(say("The server does not know this phone any more, and takes nothing from it; all of it stays here. Save the outbox as a file for the station and ask there for a new code. Then remove everything from this phone under Me, and set it up with the code."), "warning");
  words.classList.add("stranger");
  words.append(" ", toOutbox());
  tell(words);
}

const CLOSED = {
  nothing: () => say("This browser keeps nothing, and the application cannot work without: open it in a normal window, not a private one, and let the browser's settings keep data of this site."),
  later: () => say("What lies on this phone was kept by a later version of the application. All of it is still here: open the application again once the later version is back, and do not remove its data."),
};

/** In the place of every screen. @param {keyof typeof CLOSED} why @returns {Element[]} */
export function cannotStart(why) {
  return [h("h1", {}, say("Community E-link")), note(CLOSED[why](), "refusal")];
}

/** In the place of one. @returns {Element[]} */
export function cannotShow() {
  return [h("h1", {}, say("Community E-link")), note(say("This screen cannot be shown: something that lies on this phone cannot be read. What you handed over is in the outbox, and goes up from there."), "refusal"), toOutbox()];
}

function toOutbox() {
  return h("a.button", { href: "#outbox" }, say("To the outbox"));
}
