// @ts-check
// A photo is drawn anew, small and without EXIF, sealed and kept; it goes up in chunks, each known by its hash.
import { ask } from "./net.mjs";
import { store } from "./store.mjs";
import { openBytes, seal } from "./vault.mjs";

const LONGEST = 2048; // pixels, as the server keeps them
const QUALITY = 0.8;
const CHUNK = 128 * 1024;

/** @param {Blob} taken @returns {Promise<{hash: string, bytes: number, picture: Blob}>} kept on this phone */
export async function keepPhoto(taken) {
  const picture = await smaller(taken);
  const content = await picture.arrayBuffer();
  const hash = await sha256(content);
  const box = await seal(content);
  await (await store()).put("photos", { hash, bytes: content.byteLength, box });
  return { hash, bytes: content.byteLength, picture };
}

/** @param {string[]} hashes @returns {Promise<any[]>} those that lie here, as ``keepPhoto`` gave them */
export async function photosOf(hashes) {
  const every = await Promise.all(hashes.map(async (hash) => (await store()).get("photos", hash)));
  const opened = every.filter(Boolean).map(async ({ hash, bytes, box }) => ({ hash, bytes, picture: new Blob([await openBytes(box)], { type: "image/jpeg" }) }));
  return Promise.all(opened);
}

/** @param {string} hash */
export async function forgetPhoto(hash) {
  await (await store()).delete("photos", hash);
}

/**
 * Send what the server has not yet: one question when it has all.
 * @param {string} hash @param {(done: number) => void} tell how much is there, 0 to 1
 */
export async function sendPhoto(hash, tell) {
  const kept = await (await store()).get("photos", hash);
  if (!kept) return;
  const content = await openBytes(kept.box);
  const chunks = cut(content);
  const hashes = await Promise.all(chunks.map(sha256));
  const asked = { hash, bytes: content.byteLength, chunk_bytes: CHUNK, chunks: hashes };
  const { body } = await ask("POST", "/phone/blobs", asked);
  if (body.complete) return tell(1);
  const there = new Set(body.have);
  for (const [index, chunk] of chunks.entries()) {
    if (!there.has(index)) await ask("PUT", `/phone/blobs/${hash}/${index}`, chunk);
    tell((index + 1) / chunks.length);
  }
}

/** @param {ArrayBuffer} content */
function cut(content) {
  const count = Math.max(1, Math.ceil(content.byteLength / CHUNK));
  return Array.from({ length: count }, (_none, index) => content.slice(index * CHUNK, (index + 1) * CHUNK));
}

/** @param {ArrayBuffer} content @returns {Promise<string>} */
async function sha256(content) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Blob} taken @returns {Promise<Blob>} */
async function smaller(taken) {
  const image = await createImageBitmap(taken, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const drawn = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!(drawn instanceof Blob)) throw new Error("no picture came of it");
  return drawn;
}
