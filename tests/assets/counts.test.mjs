import assert from "node:assert/strict";
import { test } from "node:test";

import { classify, countPoles, rankOf } from "../../assets/counts.js";

test("each pole counts once in each of its units", () => {
  const members = { a: ["31", "09"], b: ["31"], c: ["75"] };
  assert.deepEqual(countPoles(["a", "b", "d"], members), { 31: 2, "09": 1 });
});

test("a value is in the last class whose least value it reaches", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 9].map((value) => rankOf(value, [1, 2, 4])), [0, 1, 2, 2, 3, 3]);
});

test("units have the class of their number", () => {
  assert.deepEqual(classify({ 31: 5, "09": 1 }, [1, 3]), { 31: 2, "09": 1 });
});
