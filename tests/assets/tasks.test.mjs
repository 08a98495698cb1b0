import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.window = globalThis;
const { doInTurn } = await import("../../assets/tasks.js");

test("pieces are done in their order, each in a task of its own", async () => {
  const said = [];
  const told = doInTurn([() => said.push(1), () => said.push(2)], () => true);
  assert.deepEqual(said, [1]);
  assert.equal(await told, true);
  assert.deepEqual(said, [1, 2]);
});

test("what is no longer wanted is left", async () => {
  const said = [];
  let isWanted = true;
  const told = doInTurn([() => said.push(1), () => said.push(2)], () => isWanted);
  isWanted = false;
  assert.equal(await told, false);
  assert.deepEqual(said, [1]);
});
