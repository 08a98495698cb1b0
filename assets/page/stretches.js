// @ts-check
/* A long list: its rows come from the server, a stretch at a time, in the order asked for. */

import { current, go, noFilters, write } from "./address.js";
import { announce, byId, under } from "./elements.js";

/** @typedef {import("./grammar.js").State} State */

const KEYS = ["tri", "page", "lang"];

/* What the rows are of, when they are there, and whether the reader has turned a page. */
/** @type {string | null} */
let shown = null;
let arriving = Promise.resolve();
let isTurned = false;

const table = () => byId("poles-table");
const isLong = () => table().hasAttribute("data-long");
const coming = () => arriving;

/**
 * What decides the rows, as the server writes it.
 * @param {State} state
 */
function rowsOf(state) {
  const keys = [...Object.keys(noFilters()), ...KEYS];
  return write(Object.fromEntries(keys.map((key) => [key, state[key]]))).slice(1);
}

/**
 * URL -> rows; those that the first page came with are there already.
 * @param {State} state
 * @param {string} searched
 */
function read(state, searched) {
  if (!isLong()) return;
  const asked = rowsOf(state);
  const before = shown === null ? table().dataset.rowsOf : shown;
  shown = asked;
  if (asked !== before) arriving = fill(asked, searched);
}

/**
 * @param {string} asked
 * @param {string} searched
 */
async function fill(asked, searched) {
  table().setAttribute("aria-busy", "true");
  const found = await fetch(under(`/liste/lignes${searched}`)).then(
    (answer) => (answer.ok ? answer.json() : null),
    () => null,
  );
  if (asked !== shown) return;
  table().removeAttribute("aria-busy");
  const pager = byId("list-pages");
  if (found) {
    table().tBodies[0].innerHTML = found.rows;
    pager.innerHTML = found.pager;
  } else {
    shown = "";
    pager.textContent = pager.dataset.failed;
  }
  if (isTurned) tell(pager);
  isTurned = false;
}

/* A page that was turned is read from its top: the focus goes there, and its rows are said. */
/** @param {HTMLElement} pager */
function tell(pager) {
  byId("liste").focus();
  byId("liste").scrollIntoView({ block: "start" });
  const rows = pager.querySelector(".rows");
  announce((rows || pager).textContent || "");
}

/** @param {string} page */
function turn(page) {
  isTurned = page !== current().page;
  go({ page });
}

export { coming, isLong, read, turn };
