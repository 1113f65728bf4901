// @ts-check
// A PIN as what opens the lock. It is short, so that each guess is made slow.
import { random } from "./vault.mjs";

const ROUNDS = 600_000; // PBKDF2 with SHA-256, as OWASP advises

/** @param {string} pin @returns {import("./vault.mjs").Opener} */
export function byPin(pin) {
  return async ({ salt }) => {
    const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
    return crypto.subtle.deriveKey(how, typed, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
  };
}

/** @param {string} pin */
export function pinLock(pin) {
  return { opener: byPin(pin), kept: { how: "pin", salt: random(16) } };
}
