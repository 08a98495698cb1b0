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

test("another list is read from its first page, another map from the page that is open", () => {
  assert.equal(change(grammar, "?page=3", { q: "laine" }), "?q=laine");
  assert.equal(change(grammar, "?page=3", { region: ["76"] }), "?region=76");
  assert.equal(change(grammar, "?page=3", { tri: "-habitants" }), "?tri=-habitants");
  assert.equal(change(grammar, "?page=3", { niveau: "region" }), "?niveau=region&page=3");
  assert.equal(change(grammar, "?q=laine", { page: "2" }), "?q=laine&page=2");
});

test("values that are too many to be told are known by their form, in the order of the address", () => {
  const many = { lists: [["id", "\\S+"]], text: "q", view: [["pole", "", "\\S+"]] };
  assert.deepEqual(parse(many, "?id=b&id=a&id=b&id=&pole=c"), { id: ["b", "a"], q: "", pole: "c" });
  assert.equal(write(many, { id: ["b", "a"], q: "", pole: "c" }), "?id=b&id=a&pole=c");
  assert.equal(isKnown(many, ["id", "z"]), true);
});
