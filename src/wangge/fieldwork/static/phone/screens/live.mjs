// @ts-check
// What the camera sees now, within a screen, and one picture of it.
import { h } from "../dom.mjs";

const WANTED = { video: { facingMode: "environment", width: { ideal: 1920 } }, audio: false };
const QUALITY = 0.9;

/** Whether this browser can do it. */
export function hasLiveCamera() {
  return Boolean(navigator.mediaDevices?.getUserMedia);
}

/** @returns {Promise<{video: HTMLVideoElement, stop: () => void}>} throws where the camera does not open */
export async function live() {
  const stream = await navigator.mediaDevices.getUserMedia(WANTED);
  const video = h("video", { autoplay: true, playsinline: true, muted: true });
  video.srcObject = stream;
  return { video, stop: () => stream.getTracks().map((track) => track.stop()) };
}

/** @param {HTMLVideoElement} video @returns {Promise<Blob>} what it shows now */
export function still(video) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  return new Promise((done, failed) => canvas.toBlob((drawn) => (drawn ? done(drawn) : failed(new Error("no picture"))), "image/jpeg", QUALITY));
}
