// @ts-check
/* Poles that are too many for all of them to stand in the page: of their territories and seats, those of
   the tiles that are seen are put on the SVG map, the others wait outside of it. */

import { hide, layer, svg } from "./map-elements.js";
import { AROUND } from "./map-place.js";
import { scaleOf } from "./mercator.js";

/* A territory is this large, in CSS pixels, at the least zoom at which it is drawn. */
const LEAST_PX = 6;

/* What a path begins with: a point of the territory. */
const START = /(-?[\d.]+)[ ,]?(-?[\d.]+)/;

/** @param {any[]} outlines what they begin with, and how large they are */
function place(outlines) {
  for (const outline of outlines.filter(({ point }) => !point)) {
    const [, x, y] = outline.d.match(START);
    outline.point = [Number(x), Number(y)];
    outline.extent = outline.isLine ? LEAST_PX / scaleOf(outline.zoom) : 0;
  }
  return outlines;
}

/* The seats of the page stay as they are until those of the tiles take their place. */
function begin(state) {
  for (const { uses } of place(state.outlines)) for (const node of uses) hide(node, false);
  for (const group of groups()) group.replaceChildren();
  state.seats = [];
}

const groups = () => [
  svg().querySelector("defs"),
  svg().querySelector(".territories > .casing"),
  svg().querySelector(".territories > .line"),
];

/* What tells whether something around a point is near what is seen. */
function sight() {
  const [x, y, width, height] = svg().getAttribute("viewBox").split(" ").map(Number);
  return ([left, top], extent = 0) =>
    Math.abs(left - x - width / 2) <= width * (0.5 + AROUND) + extent &&
    Math.abs(top - y - height / 2) <= height * (0.5 + AROUND) + extent;
}

/** Put nodes in a group where they are not those that stand there. */
function put(group, nodes) {
  const { children } = group;
  if (children.length === nodes.length && nodes.every((node, at) => node === children[at])) return;
  group.replaceChildren(...nodes);
}

function drawOutlines(outlines) {
  const isNear = sight();
  const near = outlines.filter(({ point, extent }) => isNear(point, extent));
  const [defs, casing, line] = groups();
  put(defs, near.map(({ path }) => path));
  put(casing, near.map(({ uses }) => uses[0]));
  put(line, near.map(({ uses }) => uses[1]));
}

function drawSeats(seats, draw) {
  const isNear = sight();
  const near = seats.filter(({ n, point }) => n && isNear(point));
  for (const seat of near) draw(seat);
  put(layer("seats"), near.map(({ node }) => node));
}

export { begin, drawOutlines, drawSeats, place };
