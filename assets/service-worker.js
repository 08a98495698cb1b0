// @ts-check
/* Keeps the site for places without a network: the last page, the answers that it got, its files and
   the data. The network comes first, but for files that never change; what it does not answer is
   answered from what is kept. Nothing of it leaves the browser. */

/** @type {any} A worker's own scope, for which the page's types have no name. */
const worker = self;

const ROOT = new URL("./", worker.location.href).href;
const NAME = `ptce ${ROOT}`;
const PAGE = `${ROOT}_kept/page`;
const DATA = `${ROOT}api/poles.geojson`;
const CONSTANT = /^(geo|tiles|_dash-component-suites)\//;
const NEVER = /^(healthz|metrics|corriger|api\/carte\.(?!txt)|service-worker\.js)/;
const CALLBACKS = "_dash-update-component";
const LINKED = /(?:href|src)=(["'])([^"']+?\.(?:css|js|svg))\1/g;
const MOST = 600; // answers kept; the first kept go first

worker.addEventListener("install", (event) => {
  worker.skipWaiting();
  event.waitUntil(prepare());
});
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (event) => {
  const inside = pathOf(event.request);
  if (inside !== null) event.respondWith(answer(event.request, inside));
});

/** The path of a request within the site; null if it is none of those that are kept.
 * @param {Request} request */
function pathOf(request) {
  if (!request.url.startsWith(ROOT)) return null;
  const path = request.url.slice(ROOT.length);
  const isRead = request.method === "GET" && !NEVER.test(path);
  const isView = request.method === "POST" && path.startsWith(CALLBACKS);
  return isRead || isView ? path : null;
}

/** Keep the page, what it is made of, and the data, before any of it is asked for.
 * The national shapes are in the page itself. */
async function prepare() {
  const cache = await caches.open(NAME);
  const page = await fetch(ROOT);
  const text = await page.clone().text();
  await cache.put(PAGE, page);
  const linked = [...text.matchAll(LINKED)].map(([, , url]) => new URL(url, ROOT).href);
  const files = linked.filter((url) => url.startsWith(ROOT) && !NEVER.test(url.slice(ROOT.length)));
  await cache.addAll([...new Set([...files, DATA])]);
}

/** @param {Request} request
 * @param {string} path */
async function answer(request, path) {
  const cache = await caches.open(NAME);
  const key = await keyOf(request);
  if (CONSTANT.test(path)) 
    return (await cache.match(key)) ?? keep(cache, key, await fetch(request));
  
  try {
    const fresh = await keep(cache, key, await fetch(request));
    if (request.mode === "navigate" && /^(\?|$)/.test(path) && fresh.ok && !fresh.redirected) 
      await cache.put(PAGE, fresh.clone());
    
    return fresh;
  } catch (error) {
    const kept = (await cache.match(key)) ?? (request.mode === "navigate" ? await cache.match(PAGE) : null);
    if (kept) return kept;
    throw error;
  }
}

/** The address under which an answer is kept: a callback is known by what it was sent.
 * @param {Request} request */
async function keyOf(request) {
  if (request.method === "GET") return request.url;
  const sent = new TextEncoder().encode(request.url + (await request.clone().text()));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", sent));
  return `${ROOT}_kept/${[...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** @param {Cache} cache
 * @param {string} key
 * @param {Response} response */
async function keep(cache, key, response) {
  if (response.status === 200 && !response.redirected) {
    await cache.put(key, response.clone());
    const keys = await cache.keys();
    const others = keys.filter(({ url }) => url !== PAGE && url !== DATA);
    await Promise.all(others.slice(0, Math.max(0, others.length - MOST)).map((old) => cache.delete(old)));
  }
  return response;
}
