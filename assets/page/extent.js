// @ts-check
/* Where the reader moved the map to is in the address, so that it opens there again. */

import { current, replace } from "./address.js";

const CALM_MS = 400;
const DIGITS = [4, 4, 2];

let timer = 0;

const write = (values) => values.map((value, at) => Number(value.toFixed(DIGITS[at]))).join();

/* The map tells where it is each time that it comes to rest, and whether the reader moved it. */
document.addEventListener("map:rest", (/** @type {any} */ { detail: { center, zoom, isMoved } }) => {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => replace({ vue: isMoved ? write([...center, zoom]) : "" }), CALM_MS);
});

/* What an address asks for, as the map takes it: a centre and a zoom. */
function asked() {
  const { vue } = current();
  if (!vue) return null;
  const [lon, lat, zoom] = vue.split(",").map(Number);
  return { center: [lon, lat], zoom };
}

/* Back and forward: to the place of the address or, if it has none, to what the page shows. */
window.addEventListener("popstate", () => {
  document.dispatchEvent(new CustomEvent("map:go", { detail: asked() }));
});

export { asked };
