// @ts-check
/* Communes on the SVG map, where MapLibre cannot draw them. They are too many to be drawn one by one: from
   afar, those of a class in a région are one path; from close, each commune of the départements in sight
   is a unit of its own. Both are fetched for what is in sight. */

import { departementOf } from "./counts.js";
import { hide, layer, make, svg } from "./map-elements.js";
import * as host from "./map-host.js";
import { pause } from "./tasks.js";

/** @typedef {[number, number, number, number]} Box left, top, right and bottom in the frame */

const LEVEL = "commune";
const FROM_ZOOM = 7;
/* Départements whose communes are drawn one by one, at most: those nearest to the middle. */
const MOST_NEAR = 12;

let map = null;
/* Région -> what its paths were last written for. */
const written = new Map();
/* Départements whose communes are units. */
const near = new Set();

const group = () => svg().querySelector(":scope > .communes");

/* The layer of the communes lies over the départements, under the limits. */
function open() {
  if (!group()) layer("limits").before(make("g", { class: "shapes communes" }));
  return group();
}

function close() {
  if (!group()) return;
  group().remove();
  written.clear();
  near.clear();
  showGround();
}

/** @param {Box[]} boxes */
function isInSight(boxes) {
  const { width, height } = map.camera.size;
  return boxes.some(([left, top, right, bottom]) => {
    const [a, b] = [map.camera.toScreen([left, top]), map.camera.toScreen([right, bottom])];
    return a.x < width && b.x > 0 && a.y < height && b.y > 0;
  });
}

const places = () => host.read(host.frame().dataset.parts);

/** @param {string} fineness @param {string} code */
const read = (fineness, code) =>
  host.read(host.frame().dataset.communes.replace("{fineness}", fineness).replace("{code}", code));

function isOutside(code) {
  const { focus } = map.state.view;
  return Boolean(focus) && !focus.includes(departementOf(code));
}

let turn = 0;
async function renew() {
  const mine = ++turn;
  if (map.state.level !== LEVEL || host.hasWebgl()) {
    close();
    return;
  }
  open();
  const { far, close: fine } = await places();
  const wanted = map.camera.getZoom() < FROM_ZOOM ? [] : nearest(fine);
  await setNear(wanted, () => mine === turn);
  if (mine !== turn) return;
  const coming = codesInSight(far).map((code) => ({ code, rows: read("far", code) }));
  tellWhole(coming.every(({ code }) => written.has(code)));
  for (const { code, rows } of coming) {
    writePaths(code, await rows, () => mine === turn);
    await pause();
    if (mine !== turn) return;
  }
  tellWhole(true);
}

/* Until the communes in sight are there, no département looks as if it had no pole. */
const tellWhole = (isWhole) => group().toggleAttribute("data-whole", isWhole);

const codesInSight = (parts) => Object.keys(parts).filter((code) => isInSight(parts[code]));

/* The départements in sight whose middle is nearest to that of the screen. */
function nearest(fine) {
  const { width, height } = map.camera.size;
  const far = (code) => {
    const [[left, top, right, bottom]] = fine[code];
    const { x, y } = map.camera.toScreen([(left + right) / 2, (top + bottom) / 2]);
    return Math.hypot(x - width / 2, y - height / 2);
  };
  return codesInSight(fine).sort((a, b) => far(a) - far(b)).slice(0, MOST_NEAR);
}

/* One path a class and inset, from afar; communes without a pole are the ground. */
function writePaths(region, rows, isWanted) {
  if (!isWanted()) return;
  const { classes, insets, view } = map.state;
  const seen = [view, insets.join()];
  const before = written.get(region);
  if (before && before.every((one, at) => one === seen[at])) return;
  written.set(region, seen);
  /** @type {Map<string, string>} */
  const drawn = new Map();
  for (const [code, inset, path] of rows) {
    const rank = classes[code] || 0;
    const key = `${inset}/${rank}`;
    if (rank && (!inset || insets.includes(inset)) && !isOutside(code)) drawn.set(key, (drawn.get(key) || "") + path);
  }
  for (const node of group().querySelectorAll(`:scope > [data-region="${region}"]`)) node.remove();
  group().prepend(...[...drawn].map(([key, d]) => classPath(region, key, d)));
  if (map.state.emphasised !== null) emphasise(map.state.emphasised);
}

function classPath(region, key, d) {
  const [inset, rank] = key.split("/");
  return make("path", { class: `c${rank}`, "data-region": region, ...(inset ? { "data-inset": inset } : {}), d });
}

async function setNear(wanted, isWanted) {
  for (const code of near)
    if (!wanted.includes(code)) {
      for (const node of unitsOf(code)) node.remove();
      near.delete(code);
    }
  const missing = wanted.filter((one) => !near.has(one));
  for (const code of missing) {
    const rows = await read("close", code);
    if (!isWanted()) return;
    near.add(code);
    group().append(...rows.map(unit));
    showGround();
    await pause();
  }
  showGround();
  if (missing.length) map.told();
}

const unitsOf = (departement) =>
  [...group().querySelectorAll(":scope > a")].filter(({ dataset }) => departementOf(dataset.code) === departement);

function unit([code, name, x, y, d]) {
  const node = make("a", {
    class: `c${map.state.classes[code] || 0}${isOutside(code) ? " outside" : ""}`,
    "data-code": code,
    "data-name": name,
    "data-at": `${x},${y}`,
    href: `?lieu=${code}`,
    tabindex: -1,
  });
  node.append(make("path", { d }));
  return node;
}

/* A département whose communes are units is no unit itself. */
function showGround() {
  for (const node of layer("shapes").querySelectorAll("a:not([data-inset])"))
    hide(node, near.has(node.dataset.code));
}

/* A département leads closer, to its communes. */
function isGround(node) {
  return map.state.level === LEVEL && !node.closest(".communes");
}

/** @param {string} code @returns {Promise<Box>} */
async function boxOf(code) {
  const { close: fine } = await places();
  return fine[code][0];
}

/* The paths of a class stand out with its units. */
function emphasise(wanted) {
  if (!group()) return;
  for (const node of group().querySelectorAll(":scope > path"))
    node.classList.toggle("stands-out", wanted !== null && node.classList.contains(`c${wanted}`));
}

/* `told` is called where units came that do not say their value yet. */
function start(camera, state, told) {
  map = { camera, state, told };
  camera.on("moveend", draw);
}

const draw = () => renew().catch(console.error);

export { LEVEL, boxOf, draw, emphasise, isGround, start };
