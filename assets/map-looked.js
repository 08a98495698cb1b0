// @ts-check
/* The territories and the seats of the MapLibre map. Of a register of many poles, those of what is looked at
   are put into its sources as the map rests. */

import * as host from "./map-host.js";
import * as seats from "./map-seats.js";
import { createReader, source } from "./map-tiles.js";
import { toDegrees, toUnits } from "./mercator.js";

const STEP = /-?[\d.]+/g;

/**
 * The rings or lines of a path of ptce_map/map/svg/paths.py, in degrees: each begins where it is, and goes on
 * by steps.
 * @param {string} path
 */
function linesOf(path) {
  return path.split("M").slice(1).map((part) => {
    const numbers = (part.match(STEP) || []).map(Number);
    let [x, y] = [0, 0];
    /** @type {[number, number][]} */
    const points = [];
    for (let at = 0; at < numbers.length; at += 2) {
      [x, y] = [x + numbers[at], y + numbers[at + 1]];
      points.push(toDegrees([x, y]));
    }
    return part.endsWith("z") ? [...points, points[0]] : points;
  });
}

/** A row as a feature; rings that follow the winding of the first are polygons of their own. */
function featureOf([, id, sign, inset, part, zoom, thinned, path]) {
  const isLine = part === "outline";
  const geometry = { type: isLine ? "MultiLineString" : "Polygon", coordinates: linesOf(path) };
  return { type: "Feature", properties: { id, sign, inset, part, zoom, thinned }, geometry };
}

function markOf({ cle, sign, inset, nom, at }) {
  const properties = { cle, sign, inset, nom, connu: Boolean(nom) };
  return { type: "Feature", properties, geometry: { type: "Point", coordinates: at } };
}

const collection = (features) => ({ type: "FeatureCollection", features });

/* What the map shows, in the frame of mercator.js. */
function sightOf(map) {
  const [[west, south], [east, north]] = map.getBounds().toArray();
  const [[x, y], [right, bottom]] = [toUnits([west, north]), toUnits([east, south])];
  return { x, y, width: right - x, height: bottom - y };
}

const read = createReader();

/* What is looked at takes the place of what was. */
async function renew(map, state) {
  if (!state.view) return;
  const chosen = [state.selected, state.lit, ...state.view.covering].filter(Boolean);
  const isThin = state.shown.size > state.gathering.crowd;
  const found = await read({ ...state, chosen, isThin }, map.getZoom(), sightOf(map));
  if (!found || !map.style) return;
  const { territories, seats: rows, ...more } = found;
  map.getSource("territoires").setData(collection(territories.map(featureOf)));
  const placed = rows.map((row) => ({ ...seats.seatOfRow(row), n: 0, area: 0 }));
  map.removeFeatureState({ source: "sieges" });
  map.getSource("sieges").setData(collection(placed.map(markOf)));
  Object.assign(state, more, { seats: placed });
  seats.draw(map, state);
}

const REST_MS = 60;
let resting = 0;

/** Once the map rests; nothing where one file has all. */
function renewSoon(map, state) {
  if (!state.hasTiles) return;
  window.clearTimeout(resting);
  resting = window.setTimeout(() => renew(map, state).catch(console.error), REST_MS);
}

const seatOf = ({ cle, poles, relais }, { coordinates }) => ({ cle, poles, relais, at: coordinates, n: 0, area: 0 });

/* Seats of a file, each once. */
async function seatsOf(address) {
  const { features } = await host.read(address);
  const placed = features.filter(({ properties }) => !properties.inset);
  const once = new Map(placed.map(({ properties, geometry }) => [properties.cle, seatOf(properties, geometry)]));
  return [...once.values()];
}

async function begin(map, state, style) {
  state.hasTiles = Boolean(source());
  if (state.hasTiles) map.on("moveend", () => renewSoon(map, state));
  else state.seats = await seatsOf(style.sources.sieges.data);
}

export { begin, linesOf, renewSoon };
