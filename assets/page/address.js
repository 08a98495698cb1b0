// @ts-check
/* The address of the page, which is its state: read, and changed key by key. */

import { client } from "../dash.js";
import { PHONE, page } from "./elements.js";
import * as grammar from "./grammar.js";

/** @typedef {import("./grammar.js").State} State */

const OF_THE_BROWSER = ["theme", "onglet", "vue", "tri", "page", "colonnes", "lignes", "calques", "cumul", "panneau", "embed"];

/** @type {import("./grammar.js").Grammar | null} */
let known = null;
const rules = () => (known = known || JSON.parse(page().dataset.grammar));

/** @param {string} search */
const parse = (search) => grammar.parse(rules(), search);
/** @param {State} state */
const write = (state) => grammar.write(rules(), state);
/** @param {[string, string]} pair */
const isKnown = (pair) => grammar.isKnown(rules(), pair);
const noFilters = () => grammar.withoutFilters(rules());

const current = () => parse(window.location.search);
/** @param {State} changes */
const searchWith = (changes) => grammar.change(rules(), window.location.search, changes);

/** Told of each change of the address; Dash is, once the promise that it may give is kept.
 * @type {(search: string) => Promise<unknown> | null} */
let hearFirst = () => null;
/** @param {typeof hearFirst} hear */
function onPut(hear) {
  hearFirst = hear;
}

const tellDash = () =>
  client.set_props("url", { search: window.location.search, href: window.location.href });

/**
 * The address is written here and at once, then Dash is told of it: it would write it a moment later, and
 * from what it last knew of it.
 * @param {"pushState" | "replaceState"} change
 * @param {string} search
 */
function put(change, search) {
  const { pathname, hash } = window.location;
  if (search === window.location.search) return;
  window.history[change](window.history.state, "", `${pathname}${search}${hash}`);
  const heard = hearFirst(search);
  if (heard) heard.then(tellDash);
  else tellDash();
}

/**
 * Leave out of a query string what changes nothing in the server's answer, errors kept.
 * @param {string} searched
 */
function queryOf(searched) {
  const query = new URLSearchParams(searched);
  const kept = [...query].filter((pair) => !OF_THE_BROWSER.includes(pair[0]) || !isKnown(pair));
  return String(new URLSearchParams(kept));
}

/** @param {string} key */
function defaultOf(key) {
  const found = rules().view.find(([one]) => one === key);
  return found ? found[1] : "";
}

/**
 * Take out of the address the pairs that the server did not understand.
 * @param {[string, string][]} pairs
 */
function correct(pairs) {
  const wrong = new Set(pairs.map((pair) => pair.join("=")));
  const kept = [...new URLSearchParams(window.location.search)].filter((pair) => !wrong.has(pair.join("=")));
  put("pushState", write(parse(String(new URLSearchParams(kept)))));
}

/**
 * Change some keys of the query: `go({pole: "le-phares"})`.
 * @param {State} changes
 */
function go(changes) {
  put("pushState", searchWith(changes));
}

/**
 * The same without a step in the history, for what the reader would not want to go back through.
 * @param {State} changes
 */
function replace(changes) {
  put("replaceState", searchWith(changes));
}

/**
 * A filter with a value more, or less if it has it.
 * @param {string} key
 * @param {string} value
 */
function toggled(key, value) {
  const values = current()[key];
  const isAsked = values.includes(value);
  return { [key]: isAsked ? values.filter((/** @type {string} */ one) => one !== value) : [...values, value] };
}

/** @param {string} key @param {string} value */
const toggle = (key, value) => go(toggled(key, value));

/**
 * Remove a value of a filter, or all of them if none is named.
 * @param {string} key
 * @param {string} [value]
 */
function remove(key, value) {
  if (key === rules().text) go({ [key]: "" });
  else if (value === undefined) go({ [key]: [] });
  else if (current()[key].includes(value)) toggle(key, value);
}

const clear = () => go(noFilters());

/* Phones open on the filters, other screens on the list; an address says another tab. */
const openingTab = () => (PHONE.matches ? "filtres" : "liste");
/** @param {string} tab */
const tabAsked = (tab) => (tab === openingTab() ? "" : tab);
/** @param {State} state */
const tabShown = ({ onglet }) => onglet || openingTab();

/**
 * List those of the poles shown that have a value, or one of several of a filter:
 * `narrow("precision=region-only")`.
 * @param {string} pairs
 */
function narrow(pairs) {
  const asked = [...new URLSearchParams(pairs)];
  go({ [asked[0][0]]: asked.map(([, value]) => value), onglet: tabAsked("liste") });
}

export {
  clear,
  correct,
  current,
  defaultOf,
  go,
  isKnown,
  narrow,
  noFilters,
  onPut,
  parse,
  queryOf,
  remove,
  replace,
  searchWith,
  tabAsked,
  tabShown,
  toggle,
  toggled,
  write,
};
