// @ts-check
// The camera at the head of a report: it looks already, and one tap takes the photo. Off as soon as it has.
import { h } from "../dom.mjs";
import { say } from "../say.mjs";
import { hasLiveCamera, live, still } from "./live.mjs";

/** @param {(taken: Promise<Blob>) => Promise<void>} keep @returns {HTMLElement} empty where the phone's own camera has to do */
export function viewfinder(keep) {
  const finder = h("div.finder", {});
  if (hasLiveCamera()) look(finder, keep);
  return finder;
}

/** @param {HTMLElement} finder @param {(taken: Promise<Blob>) => Promise<void>} keep */
async function look(finder, keep) {
  let [away, stop] = [false, () => {}];
  const off = () => {
    away = true;
    stop();
    finder.replaceChildren(h("div.buttons", {}, h("button", { type: "button", click: () => look(finder, keep) }, say("Take a photo")), own()));
  };
  addEventListener("hashchange", off, { once: true });
  document.addEventListener("visibilitychange", off, { once: true });
  const seen = await live().catch(() => undefined); // not allowed, or none: the phone's own camera remains
  if (!seen) return finder.replaceChildren();
  stop = seen.stop;
  if (away) return stop();
  const shoot = async () => {
    await keep(still(seen.video));
    off();
  };
  const shutter = h("button.primary.large", { type: "button", disabled: true, click: shoot }, say("Take the photo"));
  seen.video.addEventListener("playing", () => (shutter.disabled = false));
  finder.replaceChildren(seen.video, shutter, own());
}

/** It has a flash, and comes nearer. */
function own() {
  return h("label.button.plain", { for: "photo" }, say("With the phone's own camera"));
}
