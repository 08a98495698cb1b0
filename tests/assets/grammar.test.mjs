import assert from "node:assert/strict";
import { test } from "node:test";

import { change, isKnown, parse, withoutFilters, write } from "../../assets/page/grammar.js";
import { grammar, searches } from "./tables.mjs";

for (const { search, canonical, state, is_understood } of searches) {
  test(`${search || "nothing"} is read as Python reads it`, () => {
    assert.deepEqual(parse(grammar, search), state);
  });

  test(`${search || "nothing"} is written as Python writes it`, () => {
    assert.equal(write(grammar, parse(grammar, search)), canonical);
  });

  test(`${search || "nothing"} is known where Python understands it`, () => {
    const pairs = [...new URLSearchParams(search)];
    assert.equal(pairs.every((pair) => isKnown(grammar, pair)), is_understood);
  });
}

test("a key that changes leaves the others as they are", () => {
  assert.equal(change(grammar, "?region=76&q=laine", { niveau: "region" }), "?region=76&q=laine&niveau=region");
});

test("what is not understood stays until its key is given anew", () => {
  assert.equal(change(grammar, "?niveau=canton", { q: "laine" }), "?q=laine&niveau=canton");
  assert.equal(change(grammar, "?niveau=canton", { niveau: "region" }), "?niveau=region");
});

test("without filters, the address is empty", () => {
  const state = { ...parse(grammar, "?region=76&secteur=culture&q=laine"), ...withoutFilters(grammar) };
  assert.equal(write(grammar, state), "");
});
