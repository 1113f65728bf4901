// @ts-check
// Ids made on this phone: UUIDv7, so that the server's index stays in order. Neither order nor authority follows from them.

/** @returns {string} */
export function uuid7() {
  return idAt(Date.now(), crypto.getRandomValues(new Uint8Array(16)));
}

/** @param {number} time in milliseconds @param {Uint8Array} [bytes] of chance @returns {string} without them, the first id of that moment */
export function idAt(time, bytes = new Uint8Array(16)) {
  for (let place = 5; place >= 0; place -= 1) {
    bytes[place] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = 0x70 | (/** @type {number} */ (bytes[6]) & 0x0f);
  bytes[8] = 0x80 | (/** @type {number} */ (bytes[8]) & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
