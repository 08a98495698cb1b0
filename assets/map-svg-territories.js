// @ts-check
/* The territories of a register of many poles: those of what is looked at, a tile of the map at a time, or
   those of the poles that a view shows where they are few. ptce_map/map/svg/crowd.py writes them. */

import { make, svg } from "./map-elements.js";
import * as host from "./map-host.js";
import { tilesIn } from "./map-place.js";

/* Poles that are marked together at most: the open one, those of the place looked up. */
const MOST_CHOSEN = 50;

/* What is drawn comes from these addresses; what comes next, once it is asked for. */
let drawn = "";
let asked = "";

/* Where territories are found by tiles; nothing where one file has them all. */
const source = () => host.drawings().tiles;

function sight() {
  const [x, y, width, height] = svg().getAttribute("viewBox").split(" ").map(Number);
  return { x, y, width, height };
}

/** @param {number[]} tile */
function readTile([zoom, x, y]) {
  return host.read(source().of.replace("{zoom}", zoom).replace("{x}", x).replace("{y}", y));
}

/* What has to be read: a key that tells it apart, and how. */
function wanted({ view, shown, chosen }, zoom, isCrowd) {
  const few = source().few.replace("{fineness}", zoom >= source().fine ? "close" : "far");
  const reads = new Map();
  const ids = chosen.slice(0, MOST_CHOSEN);
  if (ids.length) {
    const query = new URLSearchParams(ids.map((id) => ["id", id]));
    reads.set(`${few}?${query}`, () => host.read(`${few}?${query}`));
  }
  if (!isCrowd) {
    if (shown.size) reads.set(`${few}?${view.query}`, () => host.read(`${few}?${view.query}`));
  } else for (const tile of tilesIn(zoom, sight())) reads.set(tile.join(), () => readTile(tile));
  return reads;
}

/* A row of the server as what is drawn of it. */
function outlineOf([at, pole, sign, inset, part, zoom, thinned, d]) {
  const said = { class: sign, "data-pole": pole, ...(inset ? { "data-inset": inset } : {}) };
  const path = make("path", { id: `t${at}`, d, "vector-effect": "non-scaling-stroke", "data-part": part, ...said });
  const use = () => make("use", { href: `#t${at}`, "data-zoom": zoom, "data-thinned": thinned, ...said });
  return { path, id: pole, sign, part, inset, uses: part === "area" ? [] : [use(), use()] };
}

/**
 * The outlines of what is looked at; nothing where they are those that are drawn, or where others were
 * asked for meanwhile.
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
    const rows = new Map(lists.flat().map((row) => [row[0], row]));
    return [...rows.values()].sort((a, b) => a[0] - b[0]).map(outlineOf);
  } catch (error) {
    asked = drawn;
    throw error;
  }
}

export { renewed, source };
