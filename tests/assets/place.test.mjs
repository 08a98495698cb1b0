import assert from "node:assert/strict";
import { test } from "node:test";

import { around, between, bounded, boxOf, fitting, grown, tilesIn, toScreen } from "../../assets/map-place.js";
import { HOME, scaleOf } from "../../assets/mercator.js";

const SIZE = { width: 1000, height: 800 };
const ROOM = { left: 100, top: 50, width: 600, height: 700 };
const near = (found, wanted) => assert.ok(Math.abs(found - wanted) < 1e-6, `${found} is not ${wanted}`);

test("a box fits the room that is left, in its middle", () => {
  const place = fitting([0, 0, 1200, 600], ROOM, SIZE);
  near(place.k, 0.5);
  const [left, right] = [toScreen(place, SIZE, [0, 300]), toScreen(place, SIZE, [1200, 300])];
  near(left.x, 100);
  near(right.x, 700);
  near(left.y, 400);
});

test("a small box is not gone to closer than the zoom allows", () => {
  near(fitting([0, 0, 1, 1], ROOM, SIZE, 11).k, scaleOf(11));
});

test("a zoom keeps the point under the pointer", () => {
  const place = { x: 5000, y: 3000, k: 0.1 };
  const point = [5600, 2500];
  const { x, y } = toScreen(place, SIZE, point);
  const after = toScreen(around(place, SIZE, [x, y], 3), SIZE, point);
  near(after.x, x);
  near(after.y, y);
});

test("zooms are bounded", () => {
  assert.deepEqual([0, 7, 20].map(bounded), [2, 7, 13]);
});

test("a way begins and ends where it should", () => {
  const [from, to] = [{ x: 0, y: 0, k: 1 }, { x: 100, y: 50, k: 4 }];
  assert.deepEqual(between(from, to, 0), from);
  assert.deepEqual(between(from, to, 1), to);
  assert.equal(between(from, { ...to, k: 1 }, 0.5).x, 50);
});

test("the home of the map is as wide as the frame, and grows on each side", () => {
  const [left, top, width, height] = boxOf(HOME);
  near(width, 10_000);
  const wide = grown([left, top, width, height], 0.1);
  near(wide[0], left - 1000);
  near(wide[2], 12_000);
  near(wide[3], 1.2 * height);
});

test("tiles cover what is seen and half of it around, at a step of the zoom", () => {
  const side = 1024 / scaleOf(7);
  const seen = { x: 2.6 * side, y: -0.3 * side, width: side, height: 0.1 * side };
  assert.deepEqual(tilesIn(7.9, seen), [[7, 2, -1], [7, 3, -1], [7, 4, -1]]);
  assert.equal(tilesIn(22, seen)[0][0], 11);
  assert.equal(tilesIn(0, { x: 0, y: 0, width: 1, height: 1 })[0][0], 2);
});
