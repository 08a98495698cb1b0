import assert from "node:assert/strict";
import { test } from "node:test";

import { areaOf, count, gather, seatOfRow, spread, stepAt } from "../../assets/map-seats.js";

const RULES = { zooms: [4, 6], crowd: 2, largest: 4 };
const SEATS = [
  { cle: "a", poles: ["p1", "p2"], relais: ["a", "a"], at: [1, 45] },
  { cle: "b", poles: ["p3"], relais: ["a", "b"], at: [2, 46] },
  { cle: "c", poles: ["p4"], relais: ["c", "c"], at: [5, 44] },
];

test("few poles are never gathered, many by the zoom", () => {
  assert.equal(stepAt(4, new Set(["p1", "p2"]), RULES), 2);
  assert.deepEqual([3, 4, 6, 9].map((zoom) => stepAt(zoom, new Set(["p1", "p3", "p4"]), RULES)), [0, 0, 1, 1]);
});

test("a disc holds the poles shown of the seats that it stands for", () => {
  const discs = gather(SEATS, new Set(["p1", "p3"]), 0, RULES);
  assert.deepEqual(discs.get("a").ids, ["p1", "p3"]);
  assert.equal(discs.get("a").area, 2);
  assert.deepEqual(discs.get("c").ids, []);
});

test("a disc leads to the box of its seats, one of a single seat nowhere", () => {
  const discs = gather(SEATS, new Set(["p1", "p3", "p4"]), 0, RULES);
  assert.deepEqual(spread(discs.get("a")), [1, 45, 2, 46]);
  assert.equal(spread(discs.get("c")), null);
});

test("the largest disc of all poles is bounded, and the smallest can be seen", () => {
  assert.equal(areaOf(40, 40, 4), 4);
  assert.equal(areaOf(10, 40, 4), 1);
  assert.equal(areaOf(1, 40, 4), 0.3);
  assert.equal(areaOf(2, 3, 4), 2);
});

const ROW = ["13055", "known", "", "Marseille", 10, 20, [0, 2, 3], [10, 20, 30, 40]];
const VIEW = { everyone: ["p0", "p1", "p2", "p3"] };

test("a row of a tile is a seat, and its copy in an inset another", () => {
  const seat = seatOfRow(ROW);
  assert.equal(seat.cle, "13055");
  assert.ok(seat.bounds[0] < seat.bounds[2] && seat.bounds[1] < seat.bounds[3]);
  assert.equal(seatOfRow(["13055", "known", "972", "", 1, 2, [0], []]).cle, "972/13055");
  assert.equal(seatOfRow(["13055", "known", "972", "", 1, 2, [0], []]).bounds, null);
});

test("the poles of a disc are counted in the page, anew where others are shown", () => {
  const state = { seats: [seatOfRow(ROW)], shown: new Set(["p0", "p1", "p3"]), view: VIEW, largest: 12, isGathered: true };
  const [disc] = count(state, RULES, 4).values();
  assert.deepEqual(disc.ids, ["p0", "p3"]);
  assert.equal(disc.area, 2 / 3);
  assert.equal(count(state, RULES, 7), state.discs);
  const few = { ...state, shown: new Set(["p3"]), isGathered: false };
  assert.equal(count(few, RULES, 4).get("13055").area, 1);
});
