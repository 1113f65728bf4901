// @ts-check
// Photos of one thing: taken, kept at once on this phone, shown small, and thrown away again if they are no good.
import { h, note } from "../dom.mjs";
import { letGo } from "../needed.mjs";
import { keepPhoto } from "../photos.mjs";
import { say } from "../say.mjs";
import { isFull } from "../store.mjs";
import { hasLiveCamera } from "./live.mjs";
import { fromTheSamePlace } from "./same_place.mjs";

const MOST = 9;

/**
 * @typedef {Blob | Promise<Blob>} Shot a photo, or one that is just being taken
 * @param {string} words of the button @param {any[]} [had] photos that were taken before
 * @param {() => Promise<Blob | undefined>} [before] what is laid over the camera
 * @returns {{part: HTMLElement, taken: () => any[], all: (told: HTMLElement) => Promise<any[] | undefined>, keep: (one: Shot) => Promise<void>}}
 *   what lies here now, and what does once none is being prepared any more: nothing where one of those failed, so that it is seen
 */
export function camera(words, had = [], before = undefined) {
  const taken = [...had];
  const shown = h("div.shots", {});
  const told = h("div", { "aria-live": "polite" });
  const row = oneByOne((/** @type {Shot} */ one) => take(one, taken, shown, told));
  const keep = row.put;
  const field = h("input.unseen", { type: "file", accept: "image/*", capture: "environment", id: "photo" });
  field.addEventListener("change", async () => {
    await Promise.all([...(field.files ?? [])].map(keep));
    field.value = "";
  });
  shown.append(...taken.map((photo) => small(photo, taken, shown)));
  const again = async () => told.replaceChildren((await fromTheSamePlace(await before?.(), keep)) ?? "");
  const same = before && hasLiveCamera() && h("button", { type: "button", click: again }, say("With the photo of before laid over it"));
  const part = h("div.field", {}, field, h("label.button.primary.shot", { for: "photo" }, words), same, told, shown);
  const all = async (/** @type {HTMLElement} */ words) => ((await row.done(words)) ? [...taken] : undefined);
  return { part, taken: () => [...taken], all, keep };
}

/** Preparing a photo takes seconds on a slow phone, and the memory of one. @param {(one: Shot) => Promise<boolean>} act */
function oneByOne(act) {
  let [left, well, last] = [0, true, Promise.resolve()];
  const next = async (/** @type {Shot} */ one) => {
    well = (await act(one)) && well;
    left -= 1;
  };
  const put = (/** @type {Shot} */ one) => {
    if (!left) well = true;
    left += 1;
    last = last.then(() => next(one));
    return last;
  };
  const done = async (/** @type {HTMLElement} */ told) => {
    if (!left) return true; // what failed before stands there to be read
    told.replaceChildren(note(say("The photo is being prepared …")));
    while (left) await last;
    told.replaceChildren();
    return well;
  };
  return { put, done };
}

/** @param {Shot} shot @param {any[]} taken @param {HTMLElement} shown @param {HTMLElement} told @returns {Promise<boolean>} whether nothing is lost */
async function take(shot, taken, shown, told) {
  told.replaceChildren();
  try {
    const file = await shot;
    if (taken.length >= MOST) told.replaceChildren(note(say("{most} photos are enough.", { most: MOST }), "warning"));
    else await keepOne(file, taken, shown);
    return true;
  } catch (fault) {
    told.replaceChildren(note(isFull(fault) ? say("There is no room left on this phone. Send the outbox or remove other things, then take the photo again.") : say("This photo cannot be read. Take another one."), "refusal"));
    return false;
  }
}

/** @param {Blob} file @param {any[]} taken @param {HTMLElement} shown */
async function keepOne(file, taken, shown) {
  const photo = await keepPhoto(file);
  if (taken.some((one) => one.hash === photo.hash)) return;
  taken.push(photo);
  shown.append(small(photo, taken, shown));
  changed(shown);
}

/** To a form that keeps what is filled in, photos are that too. @param {HTMLElement} shown */
function changed(shown) {
  shown.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {any} photo @param {any[]} taken @param {HTMLElement} shown */
function small(photo, taken, shown) {
  const address = URL.createObjectURL(photo.picture);
  const image = h("img", { src: address, alt: say("Photo"), width: 96, height: 96, load: () => URL.revokeObjectURL(address) });
  const box = h("figure", {}, image);
  const away = async () => {
    taken.splice(taken.indexOf(photo), 1);
    box.remove();
    changed(shown);
    await letGo([photo.hash]);
  };
  box.append(h("button.plain", { click: away, type: "button" }, say("Remove")));
  return box;
}
