// @ts-check
/* Where the map is drawn: in the SVG of the page or, when communes or a background are asked for and the
   browser has WebGL, by MapLibre inside plotly's subplot, which is fetched then. This file reads files,
   makes plotly's graph, waits until MapLibre's map is ready, and says when a map fails. */

import { client } from "./dash.js";
import * as elements from "./map-elements.js";
import { under } from "./page/elements.js";

const SLOW_MS = 300;

const byId = (id) => document.getElementById(id);
const frame = () => byId("map-frame");
const stage = () => byId("map");
const graph = () => document.querySelector("#map-webgl .js-plotly-plot");

/* The boxes, on the stage, of what lies over the map. */
const COVERS = ".map-frame > :is(.zoom, .legend, .attribution), .map-tools > *, .page > .drawer";
function covers() {
  const { left, top } = stage().getBoundingClientRect();
  return [...document.querySelectorAll(COVERS)].map((node) => {
    const box = node.getBoundingClientRect();
    return { left: box.left - left, right: box.right - left, top: box.top - top, bottom: box.bottom - top };
  });
}

/* An address of the site, from its root, as the browser asks for it; MapLibre completes some first. */
function pathInside(address) {
  const url = new URL(address, window.location.href);
  const isBelow = url.pathname.startsWith(under("/"));
  if (url.host === window.location.host && !isBelow) url.pathname = under(url.pathname);
  return url.href;
}

/* Files are read once; one that could not be read is asked for again the next time. */
const files = new Map();
function read(address) {
  if (!files.has(address)) {
    const reading = readJson(address);
    reading.catch(() => files.delete(address));
    files.set(address, reading);
  }
  return files.get(address);
}

async function readJson(address) {
  const answer = await fetch(pathInside(address));
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}.`);
  return answer.json();
}

async function readText(address) {
  if (!files.has(address)) {
    const reading = fetch(pathInside(address)).then((answer) => {
      if (!answer.ok) throw new Error(`${address} answered ${answer.status}.`);
      return answer.text();
    });
    reading.catch(() => files.delete(address));
    files.set(address, reading);
  }
  return files.get(address);
}

const drawings = () => JSON.parse(frame().dataset.drawings);

/* Layers of an SVG file; what puts them in the place of those of the map. */
async function readLayers(address, names) {
  const file = new DOMParser().parseFromString(await readText(address), "image/svg+xml");
  return () => {
    for (const name of names) {
      const selector = name === "defs" ? name : `.${name}`;
      const after = document.importNode(file.querySelector(selector), true);
      elements.svg().querySelector(selector).replaceWith(after);
    }
  };
}

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/* Whether a context is drawn by the processor, as far as it tells. */
function isSoftware(context) {
  const info = context.getExtension("WEBGL_debug_renderer_info");
  return SOFTWARE.test(context.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : context.RENDERER));
}

/* MapLibre needs WebGL 2, by a graphics card: drawn in software, its frames take longer than those of the
   SVG. The context that tells is given back at once: browsers have few. */
let webgl = null;
function hasWebgl() {
  if (webgl === null) {
    const context = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
    webgl = context !== null && !isSoftware(context);
    const release = context && context.getExtension("WEBGL_lose_context");
    if (release) release.loseContext();
  }
  return webgl;
}

/* plotly's graph, made when it is first needed: it opens in the theme of the page. */
let opening = null;
function summon(theme) {
  if (opening) return;
  opening = theme;
  const figure = JSON.parse(frame().dataset.container);
  figure.layout.map.style = pathInside(JSON.parse(frame().dataset.styles)[theme]);
  const props = { id: "map-graph", figure, config: JSON.parse(frame().dataset.config), className: "map" };
  const children = { namespace: "dash_core_components", type: "Graph", props };
  loadRegenerator(() => client.set_props("map-webgl", { children }));
}

/* The component that makes plotly's graph was compiled for a library that nothing else needs. */
function loadRegenerator(onLoad) {
  /** @type {any} */
  const { content } = byId("template-scripts");
  const src = content.querySelector('meta[name="regenerator"]').getAttribute("content");
  const script = document.createElement("script");
  Object.assign(script, { src, onload: onLoad, onerror: fail });
  document.head.append(script);
}

/* The theme in which the graph was asked for; nothing where it was not. */
const openingTheme = () => opening;

/* Which of the two is seen. */
const isSvg = () => !document.querySelector("#map-frame[data-webgl]");
function show(engine) {
  frame().toggleAttribute("data-webgl", engine === "webgl");
}

/* plotly keeps its MapLibre map here; a browser test fails the day this path changes. */
function mapOf(plot) {
  const subplot = plot && plot._fullLayout && plot._fullLayout.map;
  return subplot && subplot._subplot ? subplot._subplot.map : null;
}

/* The map, once it is loaded and plotly has put it in place. One promise for all callers. */
let readiness = null;
function ready() {
  readiness = readiness || find().then(loaded);
  return readiness;
}

/* The map is prepared in the very task that makes it, before it asks for anything, even in a tab
   that waits in the background. */
const find = () => until(() => prepare(mapOf(graph()), graph()));

/* What a search finds, as soon as a change of the page lets it. */
function until(search) {
  return new Promise((resolve) => {
    const look = () => {
      const found = search();
      if (!found) return;
      watcher.disconnect();
      resolve(found);
    };
    const watcher = new MutationObserver(look);
    watcher.observe(document.body, { childList: true, subtree: true });
    look();
  });
}

function prepare(map, plot) {
  if (!map) return null;
  map.setTransformRequest((url) => ({ url: pathInside(url) }));
  map.setMissingStyleImageResolver(() => Promise.resolve());
  holdBack(map, plot._fullLayout.map._subplot);
  map.on("moveend", () => recordExtent(map, plot._fullLayout.map));
  tellLoading(map);
  let isStyled = false;
  map.once("style.load", () => { isStyled = true; });
  map.on("error", ({ error, sourceId }) => {
    console.error(error);
    if (!isStyled && !sourceId) fail();
  });
  map.getCanvas().setAttribute("aria-label", frame().getAttribute("aria-label"));
  return map;
}

/* plotly draws again when the page changes size, which fails until the style is there: it waits. */
function holdBack(map, subplot) {
  const { updateMap } = subplot;
  subplot.updateMap = (...drawing) => map.once("load", () => updateMap.apply(subplot, drawing));
  map.once("load", () => { subplot.updateMap = updateMap; });
}

async function loaded(map) {
  const next = () => new Promise((resolve) => window.requestAnimationFrame(resolve));
  const rest = () => new Promise((resolve) => ["load", "idle"].forEach((event) => map.once(event, resolve)));
  for (await next(); !map.loaded() || !map.isStyleLoaded(); await next()) await rest();
  return map;
}

/* Tiles that take more than a moment to come say so. */
function tellLoading(map) {
  let timer = 0;
  map.on("dataloading", () => {
    timer = timer || window.setTimeout(() => frame().toggleAttribute("data-loading", true), SLOW_MS);
  });
  map.on("idle", () => {
    window.clearTimeout(timer);
    timer = 0;
    frame().toggleAttribute("data-loading", false);
  });
}

/* plotly goes back to the extent it has on record whenever it redraws, as it does on a resize. */
function recordExtent(map, subplot) {
  const { lng, lat } = map.getCenter();
  for (const record of [subplot, subplot._input])
    Object.assign(record, { center: { lon: lng, lat }, zoom: map.getZoom() });
}

/* The reader is told; everything else on the page goes on working. */
function fail() {
  byId("map-alert").hidden = false;
}

function recover() {
  byId("map-alert").hidden = true;
}

document.addEventListener("click", (/** @type {{target: any}} */ { target }) => {
  if (target.id === "map-retry") window.location.reload();
});

export {
  covers,
  drawings,
  fail,
  frame,
  graph,
  hasWebgl,
  isSvg,
  openingTheme,
  pathInside,
  read,
  readLayers,
  ready,
  recover,
  show,
  stage,
  summon,
  until,
};
