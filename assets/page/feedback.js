// @ts-check
/* What takes long says so after a moment; a lost connection says so, tries again and recovers. The
   map is put into words once all is calm. */

import { client } from "../dash.js";
import { current } from "./address.js";
import { byId, page, setText, under } from "./elements.js";
import { stores } from "./widgets.js";

/* How the map is drawn, which the view does not repeat. */
const DRAWN = ["forme", "methode", "classes", "bornes", "echelle"];
const SLOW_MS = 300;
const CALM_MS = 600;
const AGAIN_MS = 4000;

const ask = window.fetch.bind(window);
let waiting = 0;
let slow = 0;
let again = 0;
let calm = 0;

async function watch(request) {
  if (++waiting === 1) slow = window.setTimeout(() => page().toggleAttribute("data-busy", true), SLOW_MS);
  try {
    const answer = await request;
    if (answer.status >= 500) lose();
    else recover();
    return answer;
  } catch (error) {
    lose();
    throw error;
  } finally {
    if (--waiting === 0) rest();
  }
}

function rest() {
  window.clearTimeout(slow);
  page().toggleAttribute("data-busy", false);
}

function lose() {
  byId("offline").hidden = false;
  window.clearTimeout(again);
  again = window.setTimeout(knock, AGAIN_MS);
}

function recover() {
  byId("offline").hidden = true;
  window.clearTimeout(again);
}

/* Ask quietly whether the server is back, then for what was not answered. */
async function knock() {
  const answer = await ask(under("/healthz"), { cache: "no-store" }).catch(() => null);
  if (byId("offline").hidden) return;
  if (!answer || !answer.ok) return lose();
  recover();
  retry();
}

/* Ask again for all that the page shows. */
function retry() {
  window.clearTimeout(again);
  for (const [store, data] of Object.entries(stores()))
    if (data !== undefined) client.set_props(store, { data });
}

window.addEventListener("online", () => byId("offline").hidden || retry());

/* The map in words, for those who do not see it: asked for last, as nobody waits for it. */
async function describe({ query, level, measure }) {
  const { lang } = document.documentElement;
  const asked = new URLSearchParams(query);
  const state = current();
  const drawn = Object.fromEntries(DRAWN.map((key) => [key, state[key]]).filter(([, value]) => value));
  for (const [key, value] of Object.entries({ ...drawn, niveau: level, mesure: measure, lang })) asked.set(key, value);
  const answer = await ask(under(`/api/carte.txt?${asked}`)).catch(() => null);
  if (answer && answer.ok) setText(byId("map-description"), await answer.text());
}

document.addEventListener("view:shown", (/** @type {any} */ { detail }) => {
  window.clearTimeout(calm);
  calm = window.setTimeout(() => describe(detail), CALM_MS);
});

export { ask, retry, watch };
