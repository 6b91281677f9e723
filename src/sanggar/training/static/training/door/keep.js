/* Keeps the page and its files on the device, so that it opens without network. */

import { answered } from "./patience.js";

const PATIENCE = 8000;

/** Whether it now opens without network: also where there is none, and all was kept at an earlier time. */
export async function keepPage(worker) {
  if (!("serviceWorker" in navigator)) return false;
  const address = location.origin + location.pathname;
  if (!navigator.serviceWorker.controller) await navigator.serviceWorker.register(worker, { scope: location.pathname });
  else navigator.serviceWorker.register(worker, { scope: location.pathname }).catch(() => null);
  await navigator.serviceWorker.ready;
  const cache = await caches.open(`meja ${address}`);
  const wanted = files();
  await Promise.allSettled([refreshPage(), ...wanted.map((file) => addUnlessKept(cache, file))]);
  const kept = await Promise.all([address, ...wanted].map((each) => cache.match(each, { ignoreVary: true })));
  return kept.every(Boolean);
}

/** Puts the page as it is now in the place of the kept one. Whoever sends waits for it, so it does not take for ever. */
export function refreshPage() {
  const address = location.origin + location.pathname;
  return answered(address, { cache: "no-store" }, PATIENCE, async (answer) => {
    if (answer.ok) await (await caches.open(`meja ${address}`)).put(address, answer);
  });
}

/** Forgets the pages of meetings that are over, also those that nobody opens again. */
export async function forgetOldPages() {
  for (const name of await caches.keys()) {
    if (!name.startsWith("meja ")) continue;
    const page = await (await caches.open(name)).match(name.slice("meja ".length), { ignoreVary: true });
    if (page && Date.now() >= Number(page.headers.get("X-Keep-Until"))) await caches.delete(name);
  }
}

async function addUnlessKept(cache, file) {
  if (!(await cache.match(file, { ignoreVary: true }))) await cache.add(file);
}

/** Style sheets, scripts and the modules they import, the font, the icon. */
function files() {
  const named = [...document.querySelectorAll("link[href], script[src]")].map((each) => each.href || each.src);
  const loaded = performance.getEntriesByType("resource").map((each) => each.name);
  const ours = [...named, ...loaded].filter((each) => each.startsWith(`${location.origin}/static/`));
  return [...new Set(ours)];
}
