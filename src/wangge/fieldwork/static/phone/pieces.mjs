// @ts-check
// Bytes in pieces, each known by its hash: so they go up, and go on where they stopped.

export const CHUNK = 128 * 1024;

/** @param {ArrayBuffer} content */
export function cut(content) {
  const count = Math.max(1, Math.ceil(content.byteLength / CHUNK));
  return Array.from({ length: count }, (_none, index) => content.slice(index * CHUNK, (index + 1) * CHUNK));
}

/** @param {ArrayBuffer} content @returns {Promise<string>} */
export async function sha256(content) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** How the server is told what is to come. @param {ArrayBuffer} content */
export async function declared(content) {
  const chunks = await Promise.all(cut(content).map(sha256));
  return { hash: await sha256(content), bytes: content.byteLength, chunk_bytes: CHUNK, chunks };
}
