// @ts-check
// What waits here is sealed to the station too: a forgotten PIN or a revoked phone loses nothing. Nobody else opens it.
import { meta } from "./store.mjs";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const BASE64_AT_ONCE = 24 * 1024; // bytes, a multiple of three
const USE = new TextEncoder().encode("wangge outbox 1");

/** @param {any} content bytes as they are, all else as JSON @returns {Promise<string>} base64 of: public key (65 bytes), nonce (12), sealed */
export async function sealToStation(content) {
  const { public_key: told } = (await meta("station")) ?? {};
  if (!told) return "";
  const station = await crypto.subtle.importKey("raw", bytes(told), CURVE, false, []);
  const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: station }, own.privateKey, 256);
  const point = await crypto.subtle.exportKey("raw", own.publicKey);
  const key = await derived(shared, point);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = content instanceof ArrayBuffer ? content : new TextEncoder().encode(JSON.stringify(content));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain);
  return base64(new Uint8Array([...new Uint8Array(point), ...iv, ...new Uint8Array(sealed)]));
}

/** @param {ArrayBuffer} shared @param {ArrayBuffer} salt */
async function derived(shared, salt) {
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: USE };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
}

/** @param {string} base64 */
function bytes(base64) {
  return Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
}

/** @param {Uint8Array} content */
export function base64(content) {
  let written = "";
  for (let first = 0; first < content.length; first += BASE64_AT_ONCE) {
    written += btoa(String.fromCharCode(...content.subarray(first, first + BASE64_AT_ONCE)));
  }
  return written;
}
