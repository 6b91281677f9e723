/* The worker of one check-in table. It keeps that page, with names and presence, and the files it is made of; it answers
   from there when the network is gone, and forgets the page when its time is over or the session is. */

const PAGE = self.registration.scope;
const KEPT = `meja ${PAGE}`;
const PATIENCE = 5000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && address.origin + address.pathname === PAGE) event.respondWith(page(request));
  else if (address.pathname.startsWith("/static/")) event.respondWith(file(request));
});

/** The page of the office; the kept one without network, or when that takes too long. */
async function page(request) {
  const asked = asking(request);
  const slow = new Promise((resolve) => setTimeout(resolve, PATIENCE)).then(kept);
  return (await Promise.race([asked, slow])) || asked;
}

async function asking(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(KEPT)).put(PAGE, answer.clone());
    else if (answer.type === "opaqueredirect" || [403, 404].includes(answer.status)) await caches.delete(KEPT);
    return answer;
  } catch {
    return (await kept()) || Response.error();
  }
}

async function kept() {
  const copy = await (await caches.open(KEPT)).match(PAGE, { ignoreVary: true });
  if (copy && Date.now() < Number(copy.headers.get("X-Keep-Until"))) return copy;
  await caches.delete(KEPT);
  return null;
}

async function file(request) {
  const cache = await caches.open(KEPT);
  return (await cache.match(request, { ignoreVary: true })) || fetch(request);
}
