// @ts-check
/* Which of the two maps a view is drawn by: the SVG of the page or, for communes and over a background,
   MapLibre in plotly, fetched the first time, where a graphics card draws it. The SVG draws the view until
   MapLibre takes over at the same place. */

import { client } from "./dash.js";
import * as card from "./map-card.js";
import * as host from "./map-host.js";
import * as insets from "./map-insets.js";
import * as moves from "./map-moves.js";
import * as pointer from "./map-pointer.js";
import * as svg from "./map-svg.js";
import * as gl from "./map.js";
import { complete } from "./poles.js";

const COMMUNE = "commune";

const hasBackground = () => "background" in host.frame().dataset;
/**
 * @param {View} view
 */
const isForWebgl = ({ level }) => (level === COMMUNE || hasBackground()) && host.hasWebgl();

/* The last view asked for decides, whichever map is ready first. */
let turn = 0;
let isWebgl = false;
let latestTheme = "";
let begin = null;
const begun = new Promise((resolve) => { begin = resolve; });
/**
 * @param {View} view
 * @param {string} theme
 */
async function apply(view, theme) {
  if (!view || !theme) return client.no_update;
  const asked = ++turn;
  isWebgl = isForWebgl(view);
  latestTheme = theme;
  begin();
  await start();
  if (!Array.isArray(view.poles)) await complete(view);
  if (!isWebgl) return applySvg(view);
  if (host.isSvg()) await svg.apply(view);
  host.summon(theme);
  await gl.apply(view, theme, () => isWebgl);
  if (asked === turn) host.show("webgl");
  return client.no_update;
}

/* The SVG is there first, whichever is asked for. */
let started = null;
function start() {
  started = started || svg.ready().then(() => insets.start(seen, (bounds) => moves.current().fly(bounds)));
  return started;
}

/**
 * @param {View} view
 */
function applySvg(view) {
  moves.current().use(svg.mover());
  pointer.clear();
  host.show("svg");
  return svg.apply(view);
}

/* A reader who nears the switch to the communes finds MapLibre on its way. */
function fetchAhead(/** @type {any} */ { target }) {
  const label = target.closest("#level label");
  const { value } = label ? label.control : target;
  const isNear = value === COMMUNE && target.closest("#level");
  if (!isNear || !latestTheme || !host.hasWebgl()) return;
  host.summon(latestTheme);
  gl.ready().catch(console.error);
}
for (const reach of ["pointerover", "focusin"]) document.addEventListener(reach, fetchAhead);

/* The map that draws the last view, be it seen already or not. */
const drawing = () => (isWebgl ? gl : svg);

/* The map that is seen, in the words of MapLibre. */
const seen = () => (host.isSvg() ? svg.camera() : gl.map());

/**
 * @param {number} classe
 */
const emphasise = (classe) => drawing().emphasise(classe);
/**
 * @param {string} code
 */
const inspect = (code) => begun.then(() => drawing().inspect(code));
const ready = () => begun.then(() => drawing().ready());

/**
 * Both maps are told what holds for either.
 * @param {string | null} pole
 */
function highlight(pole) {
  svg.highlight(pole);
  gl.highlight(pole);
}

/**
 * @param {boolean} territories
 * @param {boolean} seats
 */
function overlays(territories, seats) {
  svg.overlays(territories, seats);
  gl.overlays(territories, seats);
  return client.no_update;
}

/* Whether the card may tell what lies under the pointer. */
const isCardReady = card.isReady;

export { apply, emphasise, highlight, inspect, isCardReady, overlays, ready, seen };
