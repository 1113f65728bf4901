// @ts-check
// What draws maps is large: it is fetched once everything else is here, whole or not at all, and kept until it is another.

/** @typedef {{name: string, files: string[], worker: string, reader: string, sheets: string[]}} MapFiles */

/** Tells the screens. */
export const keeping = new EventTarget();

/** @returns {MapFiles} as the page names them */
export function mapFiles() {
  return JSON.parse(document.getElementById("mapfiles")?.textContent ?? "{}");
}

/** @returns {Promise<boolean>} whether maps can be drawn without a network */
export async function mapIsKept() {
  const { name, files } = mapFiles();
  if (!navigator.serviceWorker?.controller || !(await caches.has(name))) return false;
  return (await (await caches.open(name)).keys()).length >= files.length;
}

/** Fetch what is missing, after the application itself; a line that is gone, or no room, lets it be for the next time. */
export async function keepMap() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.ready;
  await navigator.locks.request("wangge-map", { ifAvailable: true }, async (lock) => lock && fetchMissing());
}

async function fetchMissing() {
  const { name, files } = mapFiles();
  try {
    const cache = await caches.open(name);
    if ((await cache.keys()).length >= files.length) return;
    await cache.addAll(files.map((address) => new Request(address, { cache: "no-cache", credentials: "omit" })));
  } catch {
    return;
  }
  keeping.dispatchEvent(new Event("kept"));
}

navigator.serviceWorker?.addEventListener("controllerchange", () => keeping.dispatchEvent(new Event("kept")));
