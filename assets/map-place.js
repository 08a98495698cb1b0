// @ts-check
/* Places of the camera: the middle of the screen in the frame of mercator.js, and how many CSS pixels one
   of its units is. Nothing here touches the page. */

import { scaleOf, toUnits, zoomOf } from "./mercator.js";

/**
 * @typedef {{x: number, y: number, k: number}} Place
 * @typedef {{width: number, height: number}} Size
 * @typedef {{left: number, top: number, width: number, height: number}} Room
 * @typedef {[number, number, number, number]} Box left, top, width and height
 */

const ZOOMS = [2, 13];

/** @param {number} zoom */
const bounded = (zoom) => Math.min(ZOOMS[1], Math.max(ZOOMS[0], zoom));

/**
 * The box of west, south, east and north.
 * @param {[number, number, number, number]} bounds
 * @returns {Box}
 */
function boxOf([west, south, east, north]) {
  const [left, top] = toUnits([west, north]);
  const [right, bottom] = toUnits([east, south]);
  return [left, top, right - left, bottom - top];
}

/**
 * A box with a share of itself more on each side.
 * @param {Box} box
 * @param {number} margin
 * @returns {Box}
 */
function grown([left, top, width, height], margin) {
  const [wide, high] = [(1 + 2 * margin) * width, (1 + 2 * margin) * height];
  return [left + (width - wide) / 2, top + (height - high) / 2, wide, high];
}

/**
 * The place that brings a box to the middle of the room that a screen leaves.
 * @param {Box} box
 * @param {Room} room
 * @param {Size} size
 * @param {number} most zoom at most
 * @returns {Place}
 */
function fitting([left, top, width, height], room, size, most = ZOOMS[1]) {
  const k = Math.min(room.width / width, room.height / height, scaleOf(most));
  const [aimX, aimY] = [room.left + room.width / 2, room.top + room.height / 2];
  return {
    x: left + width / 2 - (aimX - size.width / 2) / k,
    y: top + height / 2 - (aimY - size.height / 2) / k,
    k,
  };
}

/**
 * The place with a point of the screen kept where it is, so many times larger.
 * @param {Place} place
 * @param {Size} size
 * @param {[number, number]} point
 * @param {number} factor
 * @returns {Place}
 */
function around(place, size, [px, py], factor) {
  const k = scaleOf(bounded(zoomOf(place.k * factor)));
  const [dx, dy] = [px - size.width / 2, py - size.height / 2];
  return { x: place.x + dx / place.k - dx / k, y: place.y + dy / place.k - dy / k, k };
}

/**
 * Where a point of the frame is on the screen.
 * @param {Place} place
 * @param {Size} size
 * @param {[number, number]} point
 */
const toScreen = (place, size, [x, y]) => ({
  x: size.width / 2 + (x - place.x) * place.k,
  y: size.height / 2 + (y - place.y) * place.k,
});

/**
 * The place between two, from 0 to 1: what is near moves as fast as what is far.
 * @param {Place} from
 * @param {Place} to
 * @param {number} part
 * @returns {Place}
 */
function between(from, to, part) {
  const k = from.k * (to.k / from.k) ** part;
  const share = to.k === from.k ? part : (1 / from.k - 1 / k) / (1 / from.k - 1 / to.k);
  return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y), k };
}

/* How far beyond what is seen the map is drawn, in widths of it. */
const AROUND = 0.5;
/* Tiles of territories, as in ptce_map/map/svg/crowd.py. */
const SIDE_PX = 1024;
const [LEAST_ZOOM, MOST_ZOOM] = [2, 11];

/**
 * Zoom, column and row of the tiles of what is seen and around it.
 * @param {number} zoom
 * @param {{x: number, y: number, width: number, height: number}} sight in the frame
 */
function tilesIn(zoom, { x, y, width, height }) {
  const step = Math.min(Math.max(Math.floor(zoom), LEAST_ZOOM), MOST_ZOOM);
  const side = SIDE_PX / scaleOf(step);
  const from = (start, length) => Math.floor((start - AROUND * length) / side);
  const to = (start, length) => Math.floor((start + (1 + AROUND) * length) / side);
  const found = [];
  for (let row = from(y, height); row <= to(y, height); row += 1)
    for (let column = from(x, width); column <= to(x, width); column += 1) found.push([step, column, row]);
  return found;
}

export { AROUND, around, between, bounded, boxOf, fitting, grown, toScreen, tilesIn };
