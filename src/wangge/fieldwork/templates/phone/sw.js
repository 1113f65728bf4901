// Keeps the application on the phone. Which files, and their version, the server wrote in when this was asked for.
const VERSION = "{{ version }}";
const NAME = `wangge-phone-${VERSION}`;
const SHELL = "{{ shell }}";
const ASSETS = {{ assets|safe }};

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
  if (wanted === SHELL || ASSETS.includes(wanted)) event.respondWith(kept(wanted, event.request));
});

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("wangge-phone-") && name !== NAME).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(address, request) {
  const cache = await caches.open(NAME);
  return (await cache.match(address)) ?? fetch(request);
}
