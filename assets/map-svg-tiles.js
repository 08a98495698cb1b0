// @ts-check
/* What the SVG map draws of the rows of a register of many poles (map-tiles.js): elements, each made the first
   time that it is near what is seen. */

import { make, svg } from "./map-elements.js";
import { seatOfRow } from "./map-seats.js";
import { createReader } from "./map-tiles.js";

/* What was made of the rows that are kept: once. */
const made = new WeakMap();
function once(row, build) {
  if (!made.has(row)) made.set(row, build(row));
  return made.get(row);
}

/* What is made the first time that it is asked for. */
function late(build) {
  let found = null;
  return () => {
    found = found || build();
    return found;
  };
}

/* A row of the server as what is drawn of it. */
function outlineOf([at, pole, sign, inset, part, zoom, thinned, d]) {
  const said = { class: sign, "data-pole": pole, ...(inset ? { "data-inset": inset } : {}) };
  const path = late(() => make("path", { id: `t${at}`, d, "vector-effect": "non-scaling-stroke", "data-part": part, ...said }));
  const use = () => make("use", { href: `#t${at}`, "data-zoom": zoom, "data-thinned": thinned, ...said });
  const uses = late(() => [use(), use()]);
  const isLine = part !== "area";
  return { id: pole, sign, part, inset, d, zoom, thinned, isLine, get path() { return path(); }, get uses() { return uses(); } };
}

/* How many discs on each other a mark is made of, as in ptce_map/map/svg/document.py. */
const DISCS = { known: 2, unknown: 3, ended: 3 };

function seatOf(row) {
  const seat = seatOfRow(row);
  const { cle, sign, inset, point } = seat;
  const node = late(() => {
    const group = make("g", { class: sign, "data-seat": cle, ...(inset ? { "data-inset": inset } : {}) });
    for (let at = 0; at < DISCS[sign]; at += 1) group.append(make("path", { d: `M${point.join(" ")}h.01` }));
    return group;
  });
  return { ...seat, get node() { return node(); } };
}

function sight() {
  const [x, y, width, height] = svg().getAttribute("viewBox").split(" ").map(Number);
  return { x, y, width, height };
}

const read = createReader();

/**
 * The outlines and the seats of what is looked at; nothing where they are those that are drawn.
 * @param {any} looked see map-tiles.js
 * @param {number} zoom
 */
async function renewed(looked, zoom) {
  const found = await read(looked, zoom, sight());
  if (!found) return null;
  const { territories, seats, ...more } = found;
  return { outlines: territories.map((row) => once(row, outlineOf)), seats: seats.map((row) => once(row, seatOf)), ...more };
}

export { renewed };
