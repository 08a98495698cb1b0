// @ts-check
/* The territories and the seats of a register of many poles: those of what is looked at, a tile of the map
   at a time, or those of the poles that a view shows where they are few. app/http/crowds.py writes them. */

import { make, svg } from "./map-elements.js";
import * as host from "./map-host.js";
import { tilesIn } from "./map-place.js";
import { toDegrees } from "./mercator.js";

/* Poles that are marked together at most: the open one, those of the place looked up. */
const MOST_CHOSEN = 50;

/* What is drawn comes from these addresses; what comes next, once it is asked for. */
let drawn = "";
let asked = "";

/* Where poles are found by tiles; nothing where one file has them all. */
const source = () => host.drawings().tiles;

function sight() {
  const [x, y, width, height] = svg().getAttribute("viewBox").split(" ").map(Number);
  return { x, y, width, height };
}

/** @param {number[]} tile */
function readTile([zoom, x, y]) {
  return host.read(source().of.replace("{zoom}", zoom).replace("{x}", x).replace("{y}", y));
}

/* What has to be read: a key that tells it apart, and how. Of those chosen, territories alone. */
function wanted({ view, shown, chosen }, zoom, isCrowd) {
  const few = source().few.replace("{fineness}", zoom >= source().fine ? "close" : "far");
  const reads = new Map();
  const ids = chosen.slice(0, MOST_CHOSEN);
  if (ids.length) {
    const query = new URLSearchParams(ids.map((id) => ["id", id]));
    reads.set(`${few}?${query}`, () => host.read(`${few}?${query}`).then(({ territories }) => ({ territories, seats: [] })));
  }
  if (!isCrowd) {
    if (shown.size) reads.set(`${few}?${view.query}`, () => host.read(`${few}?${view.query}`));
  } else for (const tile of tilesIn(zoom, sight())) reads.set(tile.join(), () => readTile(tile));
  return reads;
}

/* What was made of the rows that are kept: elements are made once. */
const made = new WeakMap();
function once(row, build) {
  if (!made.has(row)) made.set(row, build(row));
  return made.get(row);
}

/* A row of the server as what is drawn of it. */
function outlineOf([at, pole, sign, inset, part, zoom, thinned, d]) {
  const said = { class: sign, "data-pole": pole, ...(inset ? { "data-inset": inset } : {}) };
  const path = make("path", { id: `t${at}`, d, "vector-effect": "non-scaling-stroke", "data-part": part, ...said });
  const use = () => make("use", { href: `#t${at}`, "data-zoom": zoom, "data-thinned": thinned, ...said });
  return { path, id: pole, sign, part, inset, uses: part === "area" ? [] : [use(), use()] };
}

/* How many discs on each other a mark is made of, as in ptce_map/map/svg/document.py. */
const DISCS = { known: 2, unknown: 3, ended: 3 };

/* The box of several seats, in degrees; nothing for one alone. */
function boundsOf([left, top, right, bottom]) {
  if (left === undefined) return null;
  const [[west, north], [east, south]] = [toDegrees([left, top]), toDegrees([right, bottom])];
  return [west, south, east, north];
}

function seatOf([cle, sign, inset, nom, x, y, ranks, box]) {
  const node = make("g", { class: sign, "data-seat": cle, ...(inset ? { "data-inset": inset } : {}) });
  for (let at = 0; at < DISCS[sign]; at += 1) node.append(make("path", { d: `M${x} ${y}h.01` }));
  return { node, cle: inset ? `${inset}/${cle}` : cle, sign, inset, nom, ranks, point: [x, y], at: toDegrees([x, y]), bounds: boundsOf(box) };
}

/* Rows of several answers, each once. */
function together(lists, name, keyOf) {
  return [...new Map(lists.flatMap((list) => list[name]).map((row) => [keyOf(row), row])).values()];
}

/**
 * The outlines and the seats of what is looked at, and how many poles the largest disc has; nothing where
 * they are those that are drawn, or where others were asked for meanwhile.
 * @param {any} state
 * @param {number} zoom
 * @param {boolean} isCrowd
 */
async function renewed(state, zoom, isCrowd) {
  const reads = wanted(state, zoom, isCrowd);
  const key = [zoom >= source().fine, ...reads.keys()].join(" ");
  if (key === asked) return null;
  asked = key;
  try {
    const lists = await Promise.all([...reads.values()].map((read) => read()));
    if (key !== asked || key === drawn) return null;
    drawn = key;
    const territories = together(lists, "territories", ([at]) => at).sort((a, b) => a[0] - b[0]);
    const seats = together(lists, "seats", ([cle, , inset]) => `${inset}/${cle}`);
    return {
      outlines: territories.map((row) => once(row, outlineOf)),
      seats: seats.map((row) => once(row, seatOf)),
      largest: Math.max(1, ...lists.map(({ largest = 1 }) => largest)),
      isGathered: isCrowd,
    };
  } catch (error) {
    asked = drawn;
    throw error;
  }
}

export { renewed, source };
