// @ts-check
/* Applies a view (classes, poles shown, pole selected, extent) to the MapLibre map inside plotly's
   subplot, by feature-state and filters, which redraw in milliseconds. What is drawn, and how, is in
   the style document made by ptce_map/map/style; layers say what they belong to in their metadata.
   map-svg.js draws the other levels; map-engine.js chooses. What happens on the map is reported by
   map-card.js. */

import { classify, countPoles } from "./counts.js";
import { client } from "./dash.js";
import * as host from "./map-host.js";
import * as insets from "./map-insets.js";
import * as looked from "./map-looked.js";
import { createMover } from "./map-mover.js";
import * as moves from "./map-moves.js";
import * as paint from "./map-paint.js";
import * as pointer from "./map-pointer.js";
import * as scale from "./map-scale.js";
import * as seats from "./map-seats.js";

const PETITE_COURONNE = "petite-couronne";
const HAS_INSETS = /^(insets-|points-|coast$|territoires$|sieges$)/;
const DIMMED = 0.18;
const COUNTED = ["commune", "epci"];

const state = {
  level: null,
  theme: null,
  form: null,
  view: null,
  layers: [],
  classes: {},
  radii: {},
  values: {},
  measure: null,
  emphasised: null,
  insets: null,
  shown: new Set(),
  selected: null,
  lit: null,
  overlays: { territories: true, seats: true },
  seats: [],
  discs: new Map(),
  isCrowd: false,
  members: null,
  populations: null,
  moves: null,
};

/* The map with everything that is done once. One promise for all callers. */
let begun = null;
function ready() {
  begun = begun || host.ready().then(begin);
  return begun;
}

async function begin(map) {
  const theme = host.openingTheme();
  const style = await paint.read(theme);
  state.gathering = style.metadata["ptce:gathering"];
  await looked.begin(map, state, style);
  state.layers = style.layers;
  state.theme = theme;
  state.opacity = style.metadata["ptce:opacity"];
  paint.setTheme(map, style);
  state.map = map;
  state.mover = createMover(map);
  state.moves = moves.current();
  state.moves.hear(state.mover);
  pointer.start(map, state, (bounds) => state.moves.fly(bounds));
  scale.start(map);
  seats.follow(map, state);
  map.on("webglcontextlost", host.fail);
  map.on("webglcontextrestored", () => map.once("idle", () => redraw(map)));
  return map;
}

/* A view replaces the one before it. All that has to be waited for comes first: the last view asked
   for is the one drawn, in one go. */
let turn = 0;
/**
 * @param {View} view
 * @param {string} theme
 * @param {() => boolean} isWanted whether it is still the map to be seen
 */
async function apply(view, theme, isWanted) {
  if (!view) return client.no_update;
  const mine = ++turn;
  const wanted = theme || host.openingTheme();
  try {
    const [map, style, classes] = await Promise.all([ready(), paint.read(wanted), classesOf(view)]);
    if (mine === turn) draw(map, { view, classes, theme: wanted, style, isWanted });
  } catch (error) {
    console.error(error);
    host.fail();
  }
  return client.no_update;
}

function draw(map, drawing) {
  const { view, classes, theme, style, isWanted } = drawing;
  const isFirst = !state.view;
  state.drawing = drawing;
  if (!map.style) return;
  if (view !== state.view) clearEmphasis(map);
  if (theme !== state.theme) {
    paint.setTheme(map, style);
    drawEmphasis(map);
  }
  state.theme = theme;
  setInsets(map, view.insets, view.level);
  setLevel(map, view.level, view.form);
  paint.setColours(map, fillsOf(view.level), style, view);
  setClasses(map, classes);
  setRadii(map, view.radii);
  setPoles(map, view.poles);
  Object.assign(state, { view, measure: view.measure, values: view.values, selected: view.selected });
  drawSelected(map);
  looked.renewSoon(map, state);
  if (!isWanted()) return;
  const isVisit = Boolean(view.selected || view.place);
  state.moves.use(state.mover);
  state.moves.show(view.bounds, { instant: isFirst, isVisit });
}

/* A map whose context was lost comes back with its style but without its feature-state. */
function redraw(map) {
  Object.assign(state, { classes: {}, radii: {}, shown: new Set() });
  for (const seat of state.seats) Object.assign(seat, { n: 0, area: 0 });
  host.recover();
  if (state.drawing) draw(map, state.drawing);
}

const layersOf = (level, prefix) =>
  state.layers.filter(({ id, metadata }) => metadata && metadata.niveau === level && id.startsWith(prefix));
const fillsOf = (level) => layersOf(level, "fill-");

function setLevel(map, level, form) {
  if (level === state.level && form === state.form) return;
  pointer.clear();
  setClasses(map, {});
  setRadii(map, {});
  for (const { id, metadata } of state.layers)
    if (metadata && metadata.niveau) {
      const isShown = metadata.niveau === level && (!metadata.forme || metadata.forme === form);
      paint.setVisibility(map, id, isShown);
    }
  Object.assign(state, { level, form });
  setOverlays(map);
}

/* Copies in the insets that are not shown are filtered out, wherever they are drawn. At régions,
   Paris needs no closer look. Filters of the style are kept. */
function setInsets(map, asked, level) {
  const shown = asked.filter((code) => level !== "region" || code !== PETITE_COURONNE);
  if (String(shown) === String(state.insets)) return;
  state.insets = shown;
  insets.show(shown);
  const condition = ["in", ["coalesce", ["get", "inset"], ""], ["literal", ["", ...shown]]];
  for (const { id, source, filter } of state.layers)
    if (HAS_INSETS.test(source) && !id.startsWith("selected-"))
      map.setFilter(id, filter ? ["all", filter, condition] : condition);
}

/* Every source that draws a level, main map and insets. */
const targets = (level) =>
  fillsOf(level).map((layer) => ({ source: layer.source, sourceLayer: layer["source-layer"] }));

function setState(map, places, id, values) {
  for (const place of places) map.setFeatureState({ ...place, id }, values);
}

/* Give each unit its value under a name of the feature-state; those that had one and have none now
   go back to 0. */
function setValues(map, places, name, before, after) {
  for (const code of Object.keys(before))
    if (!(code in after)) setState(map, places, code, { [name]: 0 });
  for (const [code, value] of Object.entries(after))
    if (before[code] !== value) setState(map, places, code, { [name]: value });
}

function setClasses(map, classes) {
  setValues(map, targets(state.level), "classe", state.classes, classes);
  const isMissing = Object.values(classes).includes(-1);
  for (const layer of layersOf(state.level, "missing-")) paint.setDrawn(map, layer, isMissing);
  state.classes = classes;
}

function setRadii(map, radii) {
  setValues(map, [{ source: `points-${state.level}` }], "r", state.radii, radii);
  state.radii = radii;
}

/**
 * Numbers of poles by commune and by EPCI are counted here, from a table fetched at first use.
 * @param {View} view
 */
async function classesOf({ level, is_count, form, poles, lows, classes }) {
  if (!is_count || !COUNTED.includes(level)) return classes;
  const { members, populations } = host.frame().dataset;
  const wanted = level === "commune" ? [members, populations] : [members];
  [state.members, state.populations = state.populations] = await Promise.all(wanted.map(host.read));
  if (form !== "aplats") return classes;
  return classify(countPoles(poles, state.members[level]), lows);
}

/**
 * @param {any} map
 * @param {string[]} poles
 */
function setPoles(map, poles) {
  const shown = new Set(poles);
  const place = [{ source: "territoires" }];
  const crowd = shown.size > state.gathering.crowd;
  const isAsBefore = crowd === state.isCrowd;
  for (const id of state.shown) if (!shown.has(id)) setState(map, place, id, { shown: false });
  for (const id of shown)
    if (!isAsBefore || !state.shown.has(id)) setState(map, place, id, { shown: true, crowd });
  Object.assign(state, { shown, isCrowd: crowd });
  seats.draw(map, state);
}

/* The selected pole, and the one that the list lights, wear the same mark. */
function drawSelected(map) {
  const chosen = [state.selected, state.lit].filter(Boolean);
  for (const { id, type, metadata } of state.layers.filter((one) => one.id.startsWith("selected-"))) {
    const other = type === "fill" ? "outline" : "area";
    const clauses = [["in", ["get", "id"], ["literal", chosen]], ["!=", ["get", "part"], other]];
    if (metadata.sign) clauses.push(["==", ["get", "sign"], metadata.sign]);
    if (state.insets) clauses.push(["in", ["get", "inset"], ["literal", ["", ...state.insets]]]);
    map.setFilter(id, ["all", ...clauses]);
  }
}

/* At régions, outlines would hide the rate: they wait to be asked for. */
function setOverlays(map) {
  for (const { id, metadata } of state.layers)
    if (metadata && metadata.overlay && !id.startsWith("selected-"))
      paint.setVisibility(map, id, state.overlays[metadata.overlay]);
  paint.setVisibility(map, "name-seat", state.overlays.seats);
  drawSelected(map);
}

/* A class chosen in the legend stands out, the others fade; chosen again, all come back. */
function drawEmphasis(map) {
  const wanted = state.emphasised;
  const isWanted = ["==", ["coalesce", ["feature-state", "classe"], 0], wanted];
  const opacity = wanted === null ? state.opacity : ["case", isWanted, state.opacity, DIMMED];
  for (const { id } of fillsOf(state.level)) map.setPaintProperty(id, "fill-opacity", opacity);
}

function clearEmphasis(map) {
  if (state.emphasised === null) return;
  state.emphasised = null;
  drawEmphasis(map);
}

/* Once the map stands and still has its context; nothing where it was never asked for. */
const onMap = (act) => host.openingTheme() && ready().then((map) => map.style && act(map), () => {});

function overlays(territories, seatsShown) {
  state.overlays = { territories, seats: seatsShown };
  onMap(setOverlays);
}

function emphasise(classe) {
  state.emphasised = state.emphasised === classe ? null : classe;
  onMap(drawEmphasis);
  return state.emphasised;
}

function highlight(pole) {
  if (pole === state.lit) return;
  state.lit = pole;
  onMap((map) => {
    drawSelected(map);
    looked.renewSoon(map, state);
  });
}

/* What tests read: the class drawn for a unit, the radius of its circle, the poles drawn, how many each
   disc of seats holds. */
async function inspect(code) {
  const map = await ready();
  const [place] = targets(state.level);
  if (!place) return {};
  const { classe = 0 } = map.getFeatureState({ ...place, id: code });
  const circle = map.getSource(`points-${state.level}`);
  const { r = 0 } = circle ? map.getFeatureState({ source: circle.id, id: code }) : {};
  const discs = [...state.discs.values()].map(({ ids }) => ids.length).filter(Boolean);
  return { classe, r, discs, level: state.level, insets: state.insets, shown: [...state.shown] };
}

/* MapLibre's own map; nothing before it begins. */
const map = () => state.map;

export { apply, emphasise, highlight, inspect, map, overlays, ready };
