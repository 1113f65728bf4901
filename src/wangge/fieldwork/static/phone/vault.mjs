// @ts-check
// Data at rest is sealed by one key of this phone. With a PIN the key itself lies sealed, and is opened by the PIN only.
import { keep, meta } from "./store.mjs";

const AES = "AES-GCM";
const ROUNDS = 600_000; // PBKDF2 with SHA-256, as OWASP advises

/** @type {CryptoKey | undefined} */
let key;

/** @returns {Promise<"new" | "open" | "locked">} */
export async function unlockWithoutPin() {
  if (key) return "open";
  const kept = await meta("key");
  if (!kept) return "new";
  if (!(kept instanceof CryptoKey)) return "locked";
  key = kept;
  return "open";
}

/** The first key of a phone; it cannot be read out of the browser. */
export async function makeKey() {
  key = await crypto.subtle.generateKey({ name: AES, length: 256 }, false, ["encrypt", "decrypt"]);
  await keep("key", key);
}

export function lock() {
  key = undefined;
}

/** @param {string} pin @returns {Promise<boolean>} whether it is right */
export async function unlock(pin) {
  const { salt, iv, sealed } = await meta("key");
  const wrapping = await fromPin(pin, salt);
  try {
    key = await crypto.subtle.unwrapKey("raw", sealed, wrapping, { name: AES, iv }, AES, false, ["encrypt", "decrypt"]);
    return true;
  } catch {
    return false;
  }
}

/**
 * A lock around a fresh key; the caller seals anew what lies under the old one, all in one transaction.
 * @param {string} pin empty takes the lock away
 * @returns {Promise<{fresh: CryptoKey, kept: any}>} the key, and what is to be kept of it
 */
export async function freshKey(pin) {
  if (!pin) {
    const fresh = await crypto.subtle.generateKey({ name: AES, length: 256 }, false, ["encrypt", "decrypt"]);
    return { fresh, kept: fresh };
  }
  const open = await crypto.subtle.generateKey({ name: AES, length: 256 }, true, ["encrypt", "decrypt"]);
  const [salt, iv] = [random(16), random(12)];
  const sealed = await crypto.subtle.wrapKey("raw", open, await fromPin(pin, salt), { name: AES, iv });
  return { fresh: open, kept: { salt, iv, sealed } };
}

/** @param {CryptoKey} fresh */
export function useKey(fresh) {
  key = fresh;
}

/** @param {string} pin @param {BufferSource} salt */
async function fromPin(pin, salt) {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, typed, { name: AES, length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

/** @param {any} content @param {CryptoKey} [by] @returns {Promise<{iv: BufferSource, sealed: ArrayBuffer}>} */
export async function seal(content, by = key) {
  const plain = content instanceof ArrayBuffer ? content : new TextEncoder().encode(JSON.stringify(content));
  const iv = random(12);
  return { iv, sealed: await crypto.subtle.encrypt({ name: AES, iv }, need(by), plain) };
}

/** @param {{iv: BufferSource, sealed: ArrayBuffer}} box @returns {Promise<ArrayBuffer>} */
export async function openBytes(box) {
  return crypto.subtle.decrypt({ name: AES, iv: box.iv }, need(key), box.sealed);
}

/** @param {{iv: BufferSource, sealed: ArrayBuffer}} box @returns {Promise<any>} */
export async function open(box) {
  return JSON.parse(new TextDecoder().decode(await openBytes(box)));
}

/**
 * Seal by a key that is made for this alone, so that it can be handed on.
 * @param {ArrayBuffer} content @returns {Promise<{key: ArrayBuffer, box: {iv: BufferSource, sealed: ArrayBuffer}}>}
 */
export async function sealApart(content) {
  const own = await crypto.subtle.generateKey({ name: AES, length: 256 }, true, ["encrypt"]);
  return { key: await crypto.subtle.exportKey("raw", own), box: await seal(content, own) };
}

/** @param {ArrayBuffer} own the key that ``sealApart`` made @param {{iv: BufferSource, sealed: ArrayBuffer}} box */
export async function openWith(own, box) {
  const opening = await crypto.subtle.importKey("raw", own, AES, false, ["decrypt"]);
  return crypto.subtle.decrypt({ name: AES, iv: box.iv }, opening, box.sealed);
}

/** @param {CryptoKey | undefined} by @returns {CryptoKey} */
function need(by) {
  if (!by) throw new Locked();
  return by;
}

/** The phone is locked: ask for the PIN. */
export class Locked extends Error {}

/** @param {number} bytes */
function random(bytes) {
  return crypto.getRandomValues(new Uint8Array(bytes));
}
