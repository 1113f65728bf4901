// @ts-check
// The camera with the photo of before laid over it: whoever checks stands where the reporter stood.
import { h, note } from "../dom.mjs";
import { say } from "../say.mjs";

const WANTED = { video: { facingMode: "environment", width: { ideal: 1920 } }, audio: false };
const QUALITY = 0.9;

/** Whether this browser can do it. */
export function hasLiveCamera() {
  return Boolean(navigator.mediaDevices?.getUserMedia);
}

/**
 * @param {Blob | undefined} before @param {(taken: Blob) => Promise<void>} take
 * @returns {Promise<HTMLElement | undefined>} why not, in words
 */
export async function fromTheSamePlace(before, take) {
  if (!before) return note(say("The photo of before has not come to this phone yet."), "warning");
  try {
    show(await navigator.mediaDevices.getUserMedia(WANTED), before, take);
  } catch {
    return note(say("The camera does not open here. Allow it in the settings, or take the photo with the other button."), "warning");
  }
}

/** @param {MediaStream} stream @param {Blob} before @param {(taken: Blob) => Promise<void>} take */
function show(stream, before, take) {
  const video = h("video", { autoplay: true, playsinline: true, muted: true });
  video.srcObject = stream;
  const address = URL.createObjectURL(before);
  const over = h("img", { src: address, alt: say("Photo of before") });
  const strength = h("input", { type: "range", id: "strength", min: 0, max: 100, value: 50 });
  const dialog = h("dialog.camera", { "aria-label": say("From the same place") });
  const fade = () => (over.style.opacity = String(strength.value / 100));
  const shoot = async () => {
    await take(await still(video));
    dialog.close();
  };
  strength.addEventListener("input", fade);
  dialog.append(
    h("div.view", {}, video, over),
    h("div.field", {}, h("label", { for: "strength" }, say("Strength of the photo of before")), strength),
    h("div.buttons", {}, h("button.primary", { type: "button", click: shoot }, say("Take the photo")), h("button", { type: "button", click: () => dialog.close() }, say("Cancel"))),
  );
  dialog.addEventListener("close", () => {
    for (const track of stream.getTracks()) track.stop();
    URL.revokeObjectURL(address);
    dialog.remove();
  });
  fade();
  document.body.append(dialog);
  dialog.showModal();
}

/** @param {HTMLVideoElement} video @returns {Promise<Blob>} what it shows now */
function still(video) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  return new Promise((done, failed) => canvas.toBlob((drawn) => (drawn ? done(drawn) : failed(new Error("no picture"))), "image/jpeg", QUALITY));
}
