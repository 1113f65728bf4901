// @ts-check
// The outbox leaves this phone by another way: sealed to the station, into quarantine or into a file.
import { ask, expectOurs } from "./net.mjs";
import { items } from "./outbox.mjs";
import { sealedPhoto, sendPiece } from "./photos.mjs";
import { cut, declared } from "./pieces.mjs";
import { base64, sealToStation } from "./station.mjs";
import { alone, meta, removeEverything } from "./store.mjs";
import { open } from "./vault.mjs";

const AT_ONCE = 20;

/**
 * Hand all that waits to the station, then remove everything from this phone. Throws where it has not all: nothing is removed then.
 * @param {(done: number, all: number) => void} tell @param {string} [key] another one than this phone's
 */
export async function handOver(tell, key) {
  await alone(async () => {
    const handed = new Set();
    for (let left = await leftHere(); left.length; left = (await leftHere()).filter((item) => !handed.has(item.id))) {
      for (let first = 0; first < left.length; first += AT_ONCE) {
        const some = left.slice(first, first + AT_ONCE);
        await handSome(some, key);
        for (const item of some) handed.add(item.id);
        tell(handed.size, handed.size + left.length - first - some.length);
      }
    }
    await removeEverything();
  });
}

/** @returns {Promise<Blob>} a file that the station imports: lines of JSON, put together without holding the photos at once */
export async function rescueFile() {
  const station = await meta("station");
  const left = await leftHere();
  const [lines, photos] = [/** @type {BlobPart[]} */ ([]), new Map()];
  for (const { id, sealed, hashes } of left) {
    const named = [];
    for (const hash of hashes) {
      if (!photos.has(hash)) photos.set(hash, await photoLine(hash, lines));
      if (photos.get(hash)) named.push(photos.get(hash));
    }
    lines.push(line({ id, sealed, photos: named }));
  }
  const head = { version: 2, station: station?.id ?? "", owner: (await meta("owner")) ?? "" };
  return new Blob([line(head), ...lines], { type: "application/jsonl" });
}

/** @returns {Promise<{id: string, sealed: string, hashes: string[]}[]>} what the server has not, or not wholly */
async function leftHere() {
  const left = (await items()).filter((item) => item.state !== "numbered").reverse();
  return Promise.all(left.map(async ({ id, sealed, box, hashes }) => ({ id, hashes, sealed: sealed || (await sealToStation(await open(box))) })));
}

/** @param {{id: string, sealed: string, hashes: string[]}[]} some @param {string} [key] */
async function handSome(some, key) {
  const [asked, photos] = [/** @type {any[]} */ ([]), new Map()];
  for (const { id, sealed, hashes } of some) {
    const named = [];
    for (const hash of hashes) {
      const found = await sealedPhoto(hash);
      if (!found) continue; // it went up before
      const told = await declared(found.sealed);
      photos.set(told.hash, hash);
      named.push({ photo: hash, key: found.key, ...told });
    }
    asked.push({ id, sealed, photos: named });
  }
  const { body } = await ask("POST", "/phone/quarantine", { items: asked }, key);
  const kept = Array.isArray(body?.items) && new Set(body.items.map((/** @type {any} */ one) => one.id));
  expectOurs(kept && some.every(({ id }) => kept.has(id))); // all is removed from this phone after it
  for (const photo of body.items.flatMap((/** @type {any} */ one) => one.photos)) await handPhoto(photo, photos.get(photo.hash), key);
}

/** @param {{hash: string, have: number[], complete: boolean}} told @param {string | undefined} hash @param {string} [key] */
async function handPhoto(told, hash, key) {
  const found = hash && !told.complete && (await sealedPhoto(hash));
  if (!found) return;
  for (const [index, chunk] of cut(found.sealed).entries()) {
    if (!told.have.includes(index)) await sendPiece(`/phone/quarantine/${told.hash}/${index}`, chunk, key);
  }
}

/** The photo goes among the lines; how its item names it comes back. @param {string} hash @param {BlobPart[]} lines */
async function photoLine(hash, lines) {
  const found = await sealedPhoto(hash);
  if (!found) return undefined;
  const told = await declared(found.sealed);
  lines.push(new Blob([line({ hash: told.hash, content: base64(new Uint8Array(found.sealed)) })]));
  return { photo: hash, key: found.key, hash: told.hash, bytes: told.bytes };
}

/** @param {any} told */
function line(told) {
  return `${JSON.stringify(told)}\n`;
}
