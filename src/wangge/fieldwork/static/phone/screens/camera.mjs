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
 * @param {string} words of the button @param {any[]} [had] photos that were taken before
 * @param {() => Promise<Blob | undefined>} [before] what is laid over the camera
 * @returns {{part: HTMLElement, taken: () => any[], keep: (one: Blob) => Promise<void>}}
 */
export function camera(words, had = [], before = undefined) {
  const taken = [...had];
  const shown = h("div.shots", {});
  const told = h("div", { "aria-live": "polite" });
  const field = h("input.unseen", { type: "file", accept: "image/*", capture: "environment", id: "photo" });
  field.addEventListener("change", async () => {
    for (const file of field.files ?? []) await take(file, taken, shown, told);
    field.value = "";
  });
  shown.append(...taken.map((photo) => small(photo, taken, shown)));
  const keep = (/** @type {Blob} */ one) => take(one, taken, shown, told);
  const again = async () => told.replaceChildren((await fromTheSamePlace(await before?.(), keep)) ?? "");
  const same = before && hasLiveCamera() && h("button", { type: "button", click: again }, say("With the photo of before laid over it"));
  const part = h("div.field", {}, field, h("label.button.primary.shot", { for: "photo" }, words), same, told, shown);
  return { part, taken: () => taken, keep };
}

/** @param {Blob} file @param {any[]} taken @param {HTMLElement} shown @param {HTMLElement} told */
async function take(file, taken, shown, told) {
  told.replaceChildren();
  if (taken.length >= MOST) return told.replaceChildren(note(say("{most} photos are enough.", { most: MOST }), "warning"));
  try {
    const photo = await keepPhoto(file);
    if (taken.some((one) => one.hash === photo.hash)) return;
    taken.push(photo);
    shown.append(small(photo, taken, shown));
    changed(shown);
  } catch (fault) {
    told.replaceChildren(note(isFull(fault) ? say("There is no room left on this phone. Send the outbox or remove other things, then take the photo again.") : say("This photo cannot be read. Take another one."), "refusal"));
  }
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
