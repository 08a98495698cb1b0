import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const SCRIPT = readFileSync(new URL("../../assets/service-worker.js", import.meta.url), "utf-8");
const ROOT = "https://example.org/ptce/";
const PAGE =
  '<link rel="stylesheet" href="/ptce/geo/page.0123456789.css"><a href="/ptce/liste">' +
  '<a href="/ptce/api/carte.svg"><script src="/ptce/geo/a.js">';

/** A site with its network, and a browser that runs the worker. */
async function start() {
  const kept = new Map();
  const listeners = {};
  const site = { isReached: true, asked: [], page: PAGE };
  const cache = {
    match: async (key) => kept.get(key)?.clone(),
    put: async (key, response) => {
      kept.delete(key);
      kept.set(key, response);
    },
    addAll: async (urls) => {
      for (const url of urls) kept.set(url, await fetched(url));
    },
    keys: async () => [...kept.keys()].map((url) => ({ url })),
    delete: async ({ url }) => kept.delete(url),
  };
  async function fetched(asked) {
    const url = typeof asked === "string" ? asked : asked.url;
    if (!site.isReached) throw new TypeError("no network");
    site.asked.push(url);
    const body = typeof asked === "string" || asked.method === "GET" ? url : await asked.clone().text();
    return new Response(url === ROOT ? site.page : `answer to ${body}`);
  }
  const scope = {
    location: { href: `${ROOT}service-worker.js` },
    clients: { claim: async () => {} },
    skipWaiting: () => {},
    addEventListener: (name, listener) => (listeners[name] = listener),
  };
  const globals = { URL, TextEncoder, Uint8Array, Response, Promise, Set, crypto };
  vm.runInNewContext(SCRIPT, { ...globals, self: scope, fetch: fetched, caches: { open: async () => cache } });
  let installed = null;
  listeners.install({ waitUntil: (work) => (installed = work) });
  await installed;
  async function ask(path, options = {}, mode = "cors") {
    const request = new Request(new URL(path, ROOT), options);
    Object.defineProperty(request, "mode", { value: mode });
    let answered = null;
    listeners.fetch({ request, respondWith: (work) => (answered = work) });
    return answered === null ? null : (await answered).text();
  }
  return { site, kept, ask };
}

test("the page, what it links and the data are kept from the start", async () => {
  const { site, ask } = await start();
  site.isReached = false;
  assert.equal(await ask("", {}, "navigate"), PAGE);
  assert.match(await ask("geo/page.0123456789.css"), /^answer to/);
  assert.match(await ask("api/poles.geojson"), /^answer to/);
});

test("of what the page links, files alone are kept from the start", async () => {
  const { site } = await start();
  const own = ["", "geo/page.0123456789.css", "geo/a.js", "api/poles.geojson"];
  assert.deepEqual(site.asked, own.map((path) => ROOT + path));
});

test("the network comes first, and what it said last is kept", async () => {
  const { site, ask } = await start();
  await ask("?region=76", {}, "navigate");
  assert.equal(site.asked.at(-1), `${ROOT}?region=76`);
  await ask("?region=84", {}, "navigate");
  site.isReached = false;
  assert.equal(await ask("?region=76", {}, "navigate"), `answer to ${ROOT}?region=76`);
  assert.equal(await ask("?region=11", {}, "navigate"), `answer to ${ROOT}?region=84`);
  await assert.rejects(ask("liste?region=11"), TypeError);
});

test("files that never change are asked for once", async () => {
  const { site, ask } = await start();
  await ask("tiles/communes.0123456789/6/32/22.mvt");
  const n = site.asked.length;
  await ask("tiles/communes.0123456789/6/32/22.mvt");
  assert.equal(site.asked.length, n);
});

test("a callback is known by what it was sent", async () => {
  const { site, ask } = await start();
  const send = (body) => ask("_dash-update-component", { method: "POST", body });
  await send("a");
  await send("b");
  site.isReached = false;
  assert.equal(await send("a"), "answer to a");
  assert.equal(await send("b"), "answer to b");
  await assert.rejects(send("c"), TypeError);
});

test("what is not to be kept, or is of another site, goes its way", async () => {
  const { ask } = await start();
  for (const path of ["healthz", "metrics", "corriger", "api/carte.pdf", "https://example.org/autre/"]) 
    assert.equal(await ask(path), null);
  
  assert.equal(await ask("corriger", { method: "POST", body: "a" }), null);
});

test("what was kept first goes first, but for the page and the data", async () => {
  const { kept, ask } = await start();
  for (let n = 0; n < 610; n += 1) await ask(`liste?q=${n}`);
  assert.equal(kept.has(`${ROOT}liste?q=0`), false);
  assert.equal(kept.has(`${ROOT}liste?q=609`), true);
  assert.equal(kept.has(`${ROOT}api/poles.geojson`), true);
  assert.ok(kept.size <= 603);
});
