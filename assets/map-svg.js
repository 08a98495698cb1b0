// @ts-check
/* The map of régions, départements and EPCI: the SVG that the server wrote in the page, taken where it
   is. A view changes attributes of what differs. What an element stands for is in its data attributes,
   written by ptce_map/map/svg/document.py; where it looks is in map-camera.js. */

import { classify, countPoles, departementOf } from "./counts.js";
import { client } from "./dash.js";
import * as cameras from "./map-camera.js";
import * as card from "./map-card.js";
import { hide, layer, make, set, style, svg, units } from "./map-elements.js";
import * as host from "./map-host.js";
import * as insets from "./map-insets.js";
import * as moves from "./map-moves.js";
import * as scale from "./map-scale.js";
import * as svgCloser from "./map-svg-closer.js";
import * as svgCommunes from "./map-svg-communes.js";
import * as svgKeys from "./map-svg-keys.js";
import { createMover } from "./map-svg-mover.js";
import * as svgNames from "./map-svg-names.js";
import * as svgPointer from "./map-svg-pointer.js";
import * as svgPoles from "./map-svg-poles.js";
import { homeOfScreen, toUnits } from "./mercator.js";
import { takeOver } from "./page/slots.js";
import { painted } from "./tasks.js";

const PETITE_COURONNE = "petite-couronne";
const GROUND = "departement";
/* Levels whose numbers of poles are counted here. */
const COUNTED = ["commune", "epci"];

const state = {
  level: null,
  sheet: null,
  view: null,
  values: {},
  measure: null,
  emphasised: null,
  shown: new Set(),
  selected: null,
  lit: null,
  insets: null,
  overlays: { territories: true, seats: true },
  seats: [],
  discs: new Map(),
  outlines: [],
  isCrowd: false,
  members: null,
  populations: null,
};

const home = () => svg().closest(".map-home");

/* Where the map looks, and what carries out its moves; nothing before it begins. */
let eye = null;
let carrier = null;

/* The page's own frame comes after the map, which moves into it once the first view is there. */
let begun = null;
const viewed = new Promise((resolve) => { document.addEventListener("view:shown", resolve, { once: true }); });
function ready() {
  begun = begun || viewed.then(() => host.until(() => host.stage())).then(begin);
  return begun;
}

async function begin(stage) {
  stage.append(home());
  takeOver();
  await painted();
  state.sheet = svg().dataset.sheet;
  eye = cameras.create(svg(), home(), stage);
  const fly = (bounds) => moves.current().fly(bounds);
  carrier = createMover(eye, homeOfScreen());
  moves.begin(carrier);
  svgPoles.start(eye, state, () => svgNames.draw());
  svgCloser.start(eye, state);
  svgCommunes.start(eye, state, () => {
    setUnits(state.view);
    svgKeys.renew();
  });
  svgPointer.start(eye, state, fly);
  svgKeys.start(eye, state);
  svgNames.start(eye, state);
  scale.start(eye);
  card.load().then(() => state.view && setUnits(state.view)).catch(console.error);
  return eye;
}

async function unitsOf(sheet) {
  if (sheet === state.sheet) return () => {};
  return host.readLayers(host.drawings()[sheet], ["shapes", "limits"]);
}

let turn = 0;
/**
 * @param {View} view
 */
async function apply(view) {
  if (!view) return client.no_update;
  const asked = ++turn;
  try {
    const sheet = host.drawings()[view.level] ? view.level : GROUND;
    await ready();
    const [putUnits, putPoles] = await Promise.all([unitsOf(sheet), svgPoles.fetched(view), membersOf(view)]);
    if (asked !== turn) return client.no_update;
    if (view.level !== state.level) svgPointer.clear();
    if (sheet !== state.sheet) {
      putUnits();
      svgCloser.forget("units");
    }
    if (putPoles) {
      putPoles();
      svgCloser.forget("poles");
    }
    draw(view, sheet);
  } catch (error) {
    console.error(error);
    host.fail();
  }
  return client.no_update;
}

/**
 * What the numbers of poles by EPCI and by commune are counted from, and who lives there.
 * @param {View} view
 */
async function membersOf({ level, is_count }) {
  if (!is_count || !COUNTED.includes(level)) return;
  const { members, populations } = host.frame().dataset;
  state.members = await host.read(members);
  if (level === svgCommunes.LEVEL) state.populations = await host.read(populations);
}

let tellDrawn = null;
const drawn = new Promise((resolve) => { tellDrawn = resolve; });

/**
 * @param {View} view
 * @param {string} sheet the level whose units are drawn
 */
function draw(view, sheet) {
  const isFirst = !state.view;
  if (view !== state.view) clearEmphasis();
  const { level, measure, values, selected } = view;
  Object.assign(state, { view, level, sheet, measure, values, selected, shown: new Set(view.poles) });
  state.insets = view.insets.filter((code) => level !== "region" || code !== PETITE_COURONNE);
  set(svg(), "data-level", level);
  setColours(view.lows.length);
  setUnits(view);
  setCircles(view.radii);
  setInsets();
  setPlace(view.spot);
  svgPoles.draw();
  insets.show(state.insets);
  svgKeys.renew();
  svgNames.draw();
  const isVisit = Boolean(view.selected || view.place);
  moves.current().show(view.bounds, { instant: isFirst, isVisit });
  svgCloser.draw();
  svgCommunes.draw();
  tellDrawn();
}

/* The place looked up is a mark of two dots. */
function setPlace(spot) {
  const [x, y] = spot ? toUnits(spot) : [];
  const dots = spot ? [1, 2].map(() => make("path", { d: `M${x.toFixed(1)} ${y.toFixed(1)}h.01` })) : [];
  layer("place").replaceChildren(...dots);
}

function setColours(k) {
  if (svg().dataset.classes === String(k)) return;
  svg().dataset.classes = k;
  for (let rank = 1; rank <= k; rank += 1) style(svg(), `--c${rank}`, `var(--class-${rank}-of-${k})`);
}

/**
 * @param {View} view
 */
function classesOf({ level, is_count, form, lows, classes }) {
  if (!is_count || !COUNTED.includes(level) || form !== "aplats") return classes;
  return classify(countsOf(), lows);
}

function countsOf() {
  const { view, level, members } = state;
  return COUNTED.includes(level) ? countPoles(view.poles, members[level]) : view.counts;
}

/**
 * @param {View} view
 */
function setUnits(view) {
  const classes = classesOf(view);
  const focus = view.focus && new Set(view.focus);
  const said = card.speaker(state, view.is_count ? countsOf() : {});
  for (const node of units()) {
    const { code, name } = node.dataset;
    const isGround = svgCommunes.isGround(node);
    const isOutside = focus && !focus.has(state.level === svgCommunes.LEVEL && !isGround ? departementOf(code) : code);
    set(node, "class", `c${classes[code] || 0}${isOutside ? " outside" : ""}`);
    if (said) set(node, "aria-label", [name, isOutside ? card.outside() : isGround ? "" : said(code)].filter(Boolean).join(", "));
  }
  state.classes = classes;
  if (state.emphasised !== null) setEmphasis();
}

const keyOf = (/** @type {DOMStringMap} */ { inset = "", code }) => `${inset}/${code}`;

/* Circles, the largest below the others. */
function setCircles(radii) {
  const rows = units().filter(({ dataset }) => radii[dataset.code]);
  rows.sort((a, b) => radii[b.dataset.code] - radii[a.dataset.code]);
  const known = new Map([...layer("circles").children].map((node) => [keyOf(node.dataset), node]));
  const circles = rows.map(({ dataset }) => known.get(keyOf(dataset)) || circle(dataset));
  for (const node of circles) style(node, "--r", radii[node.dataset.code]);
  layer("circles").replaceChildren(...circles);
}

function circle({ code, inset, at }) {
  const [cx, cy] = at.split(",");
  return make("circle", { "data-code": code, cx, cy, ...(inset ? { "data-inset": inset } : {}) });
}

const isHere = (inset) => !inset || state.insets.includes(inset);

function setInsets() {
  for (const name of ["grounds", "shapes", "limits", "circles", "frames"])
    for (const node of layer(name).querySelectorAll("[data-inset]")) hide(node, !isHere(node.dataset.inset));
}

function setEmphasis() {
  const wanted = state.emphasised;
  svg().toggleAttribute("data-emphasis", wanted !== null);
  svgCommunes.emphasise(wanted);
  for (const node of units())
    node.classList.toggle("stands-out", wanted !== null && (state.classes[node.dataset.code] || 0) === wanted);
}

function clearEmphasis() {
  if (state.emphasised === null) return;
  state.emphasised = null;
  setEmphasis();
}

/* Which of the territories and the seats are seen. */
function overlays(territories, seats) {
  state.overlays = { territories, seats };
  ready().then(() => {
    svgPoles.draw();
    svgNames.draw();
  });
}

/**
 * A class of the legend stands out; asked for again, none does.
 * @param {number} classe
 */
function emphasise(classe) {
  state.emphasised = state.emphasised === classe ? null : classe;
  ready().then(setEmphasis);
  return state.emphasised;
}

/**
 * @param {string | null} pole
 */
function highlight(pole) {
  if (pole === state.lit) return;
  state.lit = pole;
  ready().then(svgPoles.drawChosen);
}

/* What tests read, once a view is drawn: the class of a unit, the radius of its circle, the poles
   drawn, how many each disc of seats holds. */
async function inspect(code) {
  await drawn;
  const unit = svg().querySelector(`.shapes > a[data-code="${code}"]`);
  const disc = svg().querySelector(`.circles > [data-code="${code}"]`);
  return {
    classe: unit ? Number(unit.getAttribute("class").match(/-?\d+/)[0]) : state.classes[code] || 0,
    r: disc ? Number(disc.style.getPropertyValue("--r")) : 0,
    discs: [...state.discs.values()].map(({ ids }) => ids.length).filter(Boolean),
    level: state.level,
    insets: state.insets,
    shown: [...state.shown],
  };
}

const camera = () => eye;
const mover = () => carrier;

export { apply, camera, emphasise, highlight, inspect, mover, overlays, ready };
