// @ts-check
// A photo is drawn anew, small and without EXIF, sealed and kept; it goes up in chunks, each known by its hash.
// It is sealed by a key of its own, which lies sealed twice: by the vault, and to the station. So its bytes are kept once.
import { ask, expectOurs } from "./net.mjs";
import { cut, declared, sha256 } from "./pieces.mjs";
import { sealToStation } from "./station.mjs";
import { store } from "./store.mjs";
import { openBytes, openWith, seal, sealApart } from "./vault.mjs";

const LONGEST = 2048; // pixels, as the server keeps them
const QUALITY = 0.8;

/** @param {Blob} taken @returns {Promise<{hash: string, bytes: number, picture: Blob}>} kept on this phone */
export async function keepPhoto(taken) {
  const picture = await smaller(taken);
  const content = await picture.arrayBuffer();
  const hash = await sha256(content);
  const { key, box } = await sealApart(content);
  const [lock, station] = [await seal(key), await sealToStation(key)];
  const change = (await store()).transaction(["photos", "records"], "readwrite");
  const writes = [change.objectStore("photos").put({ hash, bytes: content.byteLength, at: Date.now(), box, station }), change.objectStore("records").put(lock, nameOfKey(hash))];
  await Promise.all([...writes, change.done]);
  return { hash, bytes: content.byteLength, picture };
}

/** @param {string[]} hashes @returns {Promise<any[]>} those that lie here, as ``keepPhoto`` gave them */
export async function photosOf(hashes) {
  const every = await Promise.all(hashes.map(contentOf));
  return every.flatMap((content, place) => (content ? [{ hash: hashes[place], bytes: content.byteLength, picture: new Blob([content], { type: "image/jpeg" }) }] : []));
}

/** @param {string} hash */
export async function forgetPhoto(hash) {
  const change = (await store()).transaction(["photos", "records"], "readwrite");
  change.objectStore("photos").delete(hash);
  change.objectStore("records").delete(nameOfKey(hash));
  await change.done;
}

/**
 * Send what the server has not yet: one question when it has all.
 * @param {string} hash @param {(done: number) => void} tell how much is there, 0 to 1
 */
export async function sendPhoto(hash, tell) {
  const content = await contentOf(hash);
  if (!content) return;
  const { body } = await ask("POST", "/phone/blobs", await declared(content));
  expectOurs(typeof body?.complete === "boolean" && Array.isArray(body.have));
  if (body.complete) return tell(1);
  const [there, chunks] = [new Set(body.have), cut(content)];
  for (const [index, chunk] of chunks.entries()) {
    if (!there.has(index)) await sendPiece(`/phone/blobs/${hash}/${index}`, chunk);
    tell((index + 1) / chunks.length);
  }
}

/** @param {string} path @param {ArrayBuffer} chunk @param {string} [key] another one than this phone's */
export async function sendPiece(path, chunk, key) {
  const { status } = await ask("PUT", path, chunk, key);
  expectOurs(status === 204);
}

/** @param {string} hash @returns {Promise<{photo: string, key: string, sealed: ArrayBuffer} | undefined>} as only the station opens it */
export async function sealedPhoto(hash) {
  const database = await store();
  const kept = await database.get("photos", hash);
  if (!kept) return undefined;
  const key = kept.station || (await sealToStation(await openBytes(await database.get("records", nameOfKey(hash)))));
  return { photo: hash, key, sealed: await new Blob([kept.box.iv, kept.box.sealed]).arrayBuffer() };
}

/** @param {string} hash @returns {Promise<ArrayBuffer | undefined>} */
async function contentOf(hash) {
  const database = await store();
  const [kept, lock] = await Promise.all([database.get("photos", hash), database.get("records", nameOfKey(hash))]);
  return kept && openWith(await openBytes(lock), kept.box);
}

/** @param {string} hash where the key of a photo lies among the records */
function nameOfKey(hash) {
  return `photo:${hash}`;
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
