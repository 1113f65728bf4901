// Keeps the application on the phone. Which files, and their version, the server wrote in when this was asked for.
const VERSION = "{{ version }}";
const NAME = `wangge-phone-${VERSION}`;
const SHELL = "{{ shell }}";
const ASSETS = {{ assets|safe }};
const MAP = {{ map|safe }}; // comes later, and stays as long as it is the same
const MAP_WORKER = `${SHELL}map-worker.mjs`; // within reach of this keeper, which the file's own address is not

self.addEventListener("install", (event) => {
  const fresh = [SHELL, ...ASSETS].map((address) => new Request(address, { cache: "no-cache", credentials: "omit" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(fresh)));
});

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin !== self.location.origin || event.request.method !== "GET") return;
  const wanted = event.request.mode === "navigate" && pathname === SHELL ? SHELL : pathname;
  if (wanted === SHELL || ASSETS.includes(wanted)) event.respondWith(kept(NAME, wanted, event.request));
  if (MAP.files.includes(wanted)) event.respondWith(kept(MAP.name, wanted, event.request));
  if (wanted === MAP_WORKER) event.respondWith(kept(MAP.name, MAP.worker, MAP.worker));
});

async function takeOver() {
  const former = (await caches.keys()).filter((name) => name.startsWith("wangge-") && ![NAME, MAP.name].includes(name));
  await Promise.all(former.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(name, address, request) {
  const cache = await caches.open(name);
  return (await cache.match(address)) ?? fetch(request);
}
