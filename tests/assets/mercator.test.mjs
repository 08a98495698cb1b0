import assert from "node:assert/strict";
import { test } from "node:test";

import { scaleOf, toDegrees, toUnits, zoomOf } from "../../assets/mercator.js";
import { places } from "./tables.mjs";

const near = (found, wanted) => found.forEach((value, at) => assert.ok(Math.abs(value - wanted[at]) < 1e-6));

for (const { degrees, units } of places)
  test(`${degrees} is where Python draws it, and comes back`, () => {
    near(toUnits(degrees), units);
    near(toDegrees(units), degrees);
  });

test("one zoom more is twice the scale", () => {
  assert.equal(scaleOf(6) / scaleOf(5), 2);
  assert.equal(zoomOf(scaleOf(7.5)), 7.5);
});
