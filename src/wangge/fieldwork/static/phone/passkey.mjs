// @ts-check
// A passkey as what opens the lock: finger, face or the phone's own code. It gives out a secret (the extension "prf" of
// WebAuthn) that never leaves this phone; no server is asked, so that it opens without a network too.
import { random } from "./vault.mjs";

const USE = new TextEncoder().encode("wangge lock 1");
const KINDS = [-7, -257]; // ES256, RS256

/** @returns {Promise<boolean>} whether this phone may have one; whether it can give a secret shows only when it is made */
export async function mayHavePasskey() {
  return (await globalThis.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable?.().catch(() => false)) ?? false;
}

/** @param {string} owner @returns {Promise<{opener: import("./vault.mjs").Opener, kept: any} | undefined>} nothing where it gives no secret */
export async function passkeyLock(owner) {
  const salt = random(32);
  const made = /** @type {any} */ (await navigator.credentials.create({ publicKey: /** @type {any} */ ({
    challenge: random(32),
    rp: { name: "社区E通" },
    user: { id: random(16), name: owner, displayName: owner },
    pubKeyCredParams: KINDS.map((alg) => ({ type: "public-key", alg })),
    authenticatorSelection: { authenticatorAttachment: "platform", userVerification: "required" },
    extensions: secretBy(salt),
  }) }));
  if (!made?.getClientExtensionResults().prf?.enabled) return undefined;
  return { opener: byPasskey, kept: { how: "passkey", salt, credential: made.rawId } };
}

/** @type {import("./vault.mjs").Opener} */
export async function byPasskey({ credential, salt }) {
  const asked = { challenge: random(32), allowCredentials: [{ type: "public-key", id: credential }], userVerification: "required", extensions: secretBy(salt) };
  const shown = /** @type {any} */ (await navigator.credentials.get({ publicKey: /** @type {any} */ (asked) }));
  const secret = await crypto.subtle.importKey("raw", shown.getClientExtensionResults().prf.results.first, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: USE };
  return crypto.subtle.deriveKey(how, secret, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

/** @param {Uint8Array} salt */
function secretBy(salt) {
  return { prf: { eval: { first: salt } } };
}
