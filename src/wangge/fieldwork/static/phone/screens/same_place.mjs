// @ts-check
// The camera with the photo of before laid over it: whoever checks stands where the reporter stood.
import { h, note } from "../dom.mjs";
import { say } from "../say.mjs";
import { live, still } from "./live.mjs";

/**
 * @param {Blob | undefined} before @param {(taken: Promise<Blob>) => Promise<void>} take
 * @returns {Promise<HTMLElement | undefined>} why not, in words
 */
export async function fromTheSamePlace(before, take) {
  if (!before) return note(say("The photo of before has not come to this phone yet."), "warning");
  try {
    show(await live(), before, take);
  } catch {
    return note(say("The camera does not open here. Allow it in the settings, or take the photo with the other button."), "warning");
  }
}

/** @param {{video: HTMLVideoElement, stop: () => void}} seen @param {Blob} before @param {(taken: Promise<Blob>) => Promise<void>} take */
function show({ video, stop }, before, take) {
  const address = URL.createObjectURL(before);
  const over = h("img", { src: address, alt: say("Photo of before") });
  const strength = h("input", { type: "range", id: "strength", min: 0, max: 100, value: 50 });
  const dialog = h("dialog.camera", { "aria-label": say("From the same place") });
  const fade = () => (over.style.opacity = String(strength.value / 100));
  const shoot = async () => {
    await take(still(video));
    dialog.close();
  };
  strength.addEventListener("input", fade);
  dialog.append(
    h("div.view", {}, video, over),
    h("div.field", {}, h("label", { for: "strength" }, say("Strength of the photo of before")), strength),
    h("div.buttons", {}, h("button.primary", { type: "button", click: shoot }, say("Take the photo")), h("button", { type: "button", click: () => dialog.close() }, say("Cancel"))),
  );
  dialog.addEventListener("close", () => {
    stop();
    URL.revokeObjectURL(address);
    dialog.remove();
  });
  fade();
  document.body.append(dialog);
  dialog.showModal();
}
