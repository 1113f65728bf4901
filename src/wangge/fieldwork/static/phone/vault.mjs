// @ts-check
// Data at rest is sealed by one key of this phone. With a lock the key itself lies sealed, and a PIN or a passkey opens it.
import { keep, meta } from "./store.mjs";

const AES = "AES-GCM";

/** @type {CryptoKey | undefined} */
let key;

/** To and from other tabs: what is sealed by the key of before, nobody could open any more. */
export const keyChanges = new BroadcastChannel("wangge-key");

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

/** @returns {Promise<string>} by what the lock opens: "pin", "passkey", or "" without a lock */
export async function lockedBy() {
  const kept = await meta("key");
  return !kept || kept instanceof CryptoKey ? "" : kept.how ?? "pin";
}

/** @param {Opener} opener @returns {Promise<boolean>} whether it is the right one */
export async function unlock(opener) {
  const kept = await meta("key");
  const wrapping = await opener(kept);
  try {
    key = await crypto.subtle.unwrapKey("raw", kept.sealed, wrapping, { name: AES, iv: kept.iv }, AES, false, ["encrypt", "decrypt"]);
    return true;
  } catch {
    return false;
  }
}

/**
 * What opens the lock: it makes the wrapping key out of what was kept of it.
 * @typedef {(kept: any) => Promise<CryptoKey>} Opener
 */

/**
 * A lock around a fresh key; the caller seals anew what lies under the old one, all in one transaction.
 * @param {{opener: Opener, kept: {how: string, salt: Uint8Array}}} [lock] none takes the lock away
 * @returns {Promise<{fresh: CryptoKey, kept: any}>} the key, and what is to be kept of it
 */
export async function freshKey(lock) {
  if (!lock) {
    const fresh = await crypto.subtle.generateKey({ name: AES, length: 256 }, false, ["encrypt", "decrypt"]);
    return { fresh, kept: fresh };
  }
  const open = await crypto.subtle.generateKey({ name: AES, length: 256 }, true, ["encrypt", "decrypt"]);
  const iv = random(12);
  const sealed = await crypto.subtle.wrapKey("raw", open, await lock.opener(lock.kept), { name: AES, iv });
  return { fresh: open, kept: { ...lock.kept, iv, sealed } };
}

/** @param {CryptoKey} fresh */
export function useKey(fresh) {
  key = fresh;
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

/** The phone is locked: ask for what opens it. */
export class Locked extends Error {}

/** @param {number} bytes */
export function random(bytes) {
  return crypto.getRandomValues(new Uint8Array(bytes));
}
