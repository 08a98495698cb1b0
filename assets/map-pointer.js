// @ts-check
/* The pointer on the MapLibre map: what lies under it, the ring round it, clicks. */

import * as card from "./map-card.js";
import * as host from "./map-host.js";
import * as paint from "./map-paint.js";
import * as seats from "./map-seats.js";

const DWELL_MS = 80;
const REACH_PX = 4;
const SEATS = ["seat-known", "seat-unknown", "seat-ended"];
const LINES = ["territory-declared", "territory-approximate", "territory-ended"];

let pointer = null;

/**
 * What lies under a point: a seat, the line of a territory, or a unit of the level.
 * @returns {Found | null}
 */
function under({ map, state }, point) {
  const box = [
    [point.x - REACH_PX, point.y - REACH_PX],
    [point.x + REACH_PX, point.y + REACH_PX],
  ];
  const isOutlined = ({ state: { shown }, properties }) => shown && properties.zoom <= map.getZoom();
  const drawn = (ids) => ids.filter((id) => map.getLayoutProperty(id, "visibility") !== "none");
  const seat = map.queryRenderedFeatures(box, { layers: drawn(SEATS) }).find((one) => one.state.n > 0);
  if (seat) return discOf(state.discs.get(seat.properties.cle));
  const line = map.queryRenderedFeatures(box, { layers: drawn(LINES) }).find(isOutlined);
  if (line) return { kind: "poles", ids: [line.properties.id] };
  const fills = layersOf(state, "fill-").map(({ id }) => id);
  const [unit] = map.queryRenderedFeatures(point, { layers: fills });
  return unit ? { kind: "unit", code: unit.properties.code, nom: unit.properties.nom } : null;
}

const layersOf = (state, prefix) =>
  state.layers.filter(({ id, metadata }) => id.startsWith(prefix) && metadata.niveau === state.level);

/**
 * The poles of a disc; one that gathers several seats leads closer to them.
 * @param {Disc} disc
 * @returns {Found}
 */
function discOf(disc) {
  const bounds = seats.spread(disc);
  const closer = bounds && (() => pointer.fly(bounds));
  return { kind: "poles", ids: disc.ids, closer };
}

/* The ring round the unit, in the main map and in the insets alike. */
function ring({ map, state }, code) {
  if (code === pointer.lit || !map.style) return;
  for (const layer of layersOf(state, "hover-ring-")) {
    const place = { source: layer.source, sourceLayer: layer["source-layer"] };
    if (pointer.lit) map.setFeatureState({ ...place, id: pointer.lit }, { hover: false });
    if (code) map.setFeatureState({ ...place, id: code }, { hover: true });
  }
  for (const layer of layersOf(state, "hover-")) paint.setDrawn(map, layer, Boolean(code));
  pointer.lit = code;
}

const ringFound = (found) => ring(pointer, found.kind === "unit" ? found.code : null);

function onMove(point) {
  if (!isAble() || card.isKept()) return;
  const found = under(pointer, point);
  if (!found) return clear();
  pointer.map.getCanvas().style.cursor = "pointer";
  ringFound(found);
  card.show(pointer.state, found);
}

function onClick(point) {
  if (!isAble()) return;
  card.release();
  const found = under(pointer, point);
  if (!found) return goToInset(point);
  ringFound(found);
  card.press(pointer.state, found);
}

const isAble = () => card.isReady() && pointer.state.view && pointer.map.style;

/* A click in the frame of an inset, beside its units, leads to the ground that it shows. */
function goToInset(point) {
  const [inset] = pointer.map.queryRenderedFeatures(point, { layers: ["frame-ground"] });
  if (inset) pointer.fly(inset.properties.window);
  else clear();
}

function clear() {
  if (!pointer) return;
  window.clearTimeout(pointer.timer);
  ring(pointer, null);
  card.clear();
  pointer.map.getCanvas().style.cursor = "";
}

/* Escape closes the card first, and nothing else with it. */
function onKey(event) {
  if (event.key !== "Escape" || !card.isShown() || host.isSvg()) return;
  event.preventDefault();
  clear();
}

function start(map, state, fly) {
  pointer = { map, state, fly, lit: null, timer: 0 };
  map.on("mousemove", ({ point }) => {
    window.clearTimeout(pointer.timer);
    pointer.timer = window.setTimeout(() => onMove(point), DWELL_MS);
  });
  map.on("mouseout", () => {
    window.clearTimeout(pointer.timer);
    if (!card.isKept()) clear();
  });
  map.on("click", ({ point }) => onClick(point));
  document.addEventListener("keydown", onKey, true);
  const place = () => card.dock(map, map.getCanvas().clientWidth);
  map.on("move", () => host.isSvg() || place());
}

export { clear, start };
