// @ts-check
/* The list: rows of the poles or of the units of the map, their order and their columns. */

import { countPoles } from "../counts.js";
import * as map from "../map-engine.js";
import { idle, painted } from "../tasks.js";
import { current, go } from "./address.js";
import { all, byId, measures, number, page, setText, under } from "./elements.js";
import * as stretches from "./stretches.js";

const DESCENDING = "-";

let members = null;

/**
 * URL -> order and columns; of a long list, its rows.
 * @param {import("./grammar.js").State} state
 * @param {string} searched
 */
function read(state, searched) {
  sortPoles(state.tri);
  stretches.read(state, searched);
  showColumns(state.colonnes);
  showRows(state.lignes);
}

const heads = () => [...byId("poles-table").tHead.rows[0].cells];
const keyOf = (head) => head.dataset.column;

/* Rows carry the rank they have in each column, computed in reading order by the server. */
function sortPoles(tri) {
  const isDescending = tri.startsWith(DESCENDING);
  const key = tri.replace(DESCENDING, "") || keyOf(heads()[0]);
  const at = heads().findIndex((head) => keyOf(head) === key);
  byId("list-sort").value = key === keyOf(heads()[0]) && !isDescending ? "" : tri;
  for (const head of heads()) head.removeAttribute("aria-sort");
  heads()[at].setAttribute("aria-sort", isDescending ? "descending" : "ascending");
  if (stretches.isLong()) return;
  const [body] = byId("poles-table").tBodies;
  const sorted = [...body.rows].sort(compare(at, isDescending ? -1 : 1));
  if (sorted.some((row, place) => row !== body.rows[place])) body.append(...sorted);
}

const ranksOf = ({ dataset }) => dataset.ranks.split(" ").map(Number);

/* What is unknown has rank -1, and comes last in both directions; equals follow their names. Rows
   that stand in order are left alone: a row that is moved loses the focus. */
function compare(at, sign) {
  return (a, b) => {
    const [one, other] = [ranksOf(a), ranksOf(b)];
    const known = Number(other[at] >= 0) - Number(one[at] >= 0);
    return known || sign * (one[at] - other[at]) || one[0] - other[0];
  };
}

/* A column is asked for from first to last, then from last to first. */
function sort(head) {
  if (!keyOf(head)) return sortUnits(head);
  const key = keyOf(head);
  const isAscending = head.getAttribute("aria-sort") === "ascending";
  return go({ tri: isAscending ? `${DESCENDING}${key}` : key === keyOf(heads()[0]) ? "" : key });
}

/* The tables of the units are sorted where they are: by name, or by what is measured. */
function sortUnits(head) {
  const isAscending = head.getAttribute("aria-sort") === "ascending";
  const row = head.parentElement;
  for (const one of row.cells) one.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", isAscending ? "descending" : "ascending");
  const value = ({ dataset, cells }) => (head.cellIndex ? Number(cells[head.cellIndex].dataset.value || 0) : Number(dataset.rank));
  const sign = isAscending ? -1 : 1;
  const [body] = head.closest("table").tBodies;
  body.append(...[...body.rows].sort((a, b) => sign * (value(a) - value(b))));
}

/* Columns: those asked for, or those that the width allows. */
function showColumns(asked) {
  const table = byId("poles-table");
  table.toggleAttribute("data-chosen", Boolean(asked));
  const chosen = asked.split(",");
  for (const head of heads()) {
    const isShown = asked ? chosen.includes(keyOf(head)) : !head.hasAttribute("data-extra");
    table.toggleAttribute(`data-without-${keyOf(head)}`, !isShown);
    for (const box of all(`[data-choose-column="${keyOf(head)}"]`)) box.checked = isShown;
  }
}

function chooseColumns() {
  const boxes = [...all("[data-choose-column]")];
  const chosen = boxes.filter(({ checked }) => checked).map((box) => box.dataset.chooseColumn);
  const isInitial = boxes.every((box) => box.checked === !box.hasAttribute("data-extra"));
  go({ colonnes: isInitial ? "" : [keyOf(heads()[0]), ...chosen].join(",") });
}

/** @param {Set<string>} shown */
function hideRows(shown) {
  for (const row of all("tr[data-pole]")) row.hidden = !shown.has(row.dataset.pole);
}

/* Rows far below cost more than all the rest of the page: they are laid out once what is in sight is
   painted, some at a time. Beside an open pole, or where the reader has scrolled, they are there. */
const AT_A_TIME = 12;
let isScrolled = false;

/** @param {string} selected */
function fold(selected) {
  const isWhole = Boolean(selected) || isScrolled;
  const near = Number(byId("poles-table").dataset.near);
  const rows = [...all("tr[data-pole]")].filter((row) => !row.hidden);
  rows.forEach((row, at) => row.classList.toggle("far", !isWhole && at >= near));
}

async function unfold() {
  await painted();
  for (let far = all("tr.far"); far.length; far = all("tr.far")) {
    await idle();
    for (const row of [...far].slice(0, AT_A_TIME)) row.classList.remove("far");
  }
}

/* View -> rows. */
/** @type {View | null} */
let latest = null;
/**
 * @param {View} view
 */
async function apply(view) {
  latest = view;
  if (stretches.isLong()) await stretches.coming();
  else hideRows(new Set(view.poles));
  fold(view.selected);
  unfold();
  limitRows(view.level);
  const counts = await countsOf(view);
  if (latest !== view) return;
  for (const table of all("table[data-by-level]")) table.hidden = table.dataset.byLevel !== view.level;
  for (const row of all(`tr[data-level="${view.level}"]`)) applyUnit(row, counts, view);
  showMeasure(view);
}

/**
 * @param {HTMLTableRowElement} row
 * @param {Record<string, number>} counts
 * @param {View} view
 */
function applyUnit(row, counts, view) {
  const [, count, value] = row.cells;
  const { unit } = row.dataset;
  const n = counts[unit] || 0;
  const measured = unit in view.values ? view.values[unit] : 0;
  count.dataset.value = String(n);
  setText(count, number(n));
  value.dataset.value = String(measured === null ? -1 : measured);
  setText(value, measured === null ? value.closest("table").dataset.unknown : number(measured));
  row.hidden = row.hasAttribute("data-if-counted") && n === 0;
}

/**
 * @param {View} view
 */
function showMeasure({ level, measure, is_count }) {
  const table = document.querySelector(`table[data-by-level="${level}"]`);
  if (!table) return;
  table.toggleAttribute("data-measured", !is_count);
  setText(table.querySelector("[data-measure]"), measures()[measure].label);
}

/**
 * Poles by EPCI are counted here: the server sends the counts of the smaller lists.
 * @param {View} view
 */
async function countsOf({ level, poles, counts }) {
  if (level !== "epci") return counts;
  members = members || fetch(under(byId("map-frame").dataset.members)).then((answer) => answer.json());
  const { epci } = await members;
  return countPoles(poles, epci);
}

const ROWS = { poles: "poles", unites: "units" };

function showRows(lignes) {
  const rows = ROWS[lignes];
  for (const one of byId("list-rows").children) one.setAttribute("aria-pressed", String(one.dataset.rows === rows));
  byId("liste").dataset.rows = rows;
  page().dataset.rows = rows;
}

const chooseRows = ({ dataset }) => go({ lignes: Object.keys(ROWS).find((key) => ROWS[key] === dataset.rows) });

/* There is no table of the communes: at that level the list is that of the poles. */
function limitRows(level) {
  const buttons = byId("list-rows");
  for (const one of all("[data-by-level]", buttons)) one.hidden = one.dataset.byLevel !== level;
  buttons.hidden = !buttons.querySelector("[data-by-level]:not([hidden])");
  showRows(buttons.hidden ? "poles" : current().lignes);
}

/* The row under the pointer or the focus lights its territory on the map. */
const light = ({ target }) => {
  const row = target.closest && target.closest("tr[data-pole]");
  map.highlight(row ? row.dataset.pole : null);
};
document.addEventListener("scroll", (/** @type {any} */ { target }) => {
  if (target.matches && target.matches(".panel-body")) isScrolled = target.scrollTop > 0;
}, { capture: true, passive: true });
document.addEventListener("pointerover", light);
document.addEventListener("focusin", light);
document.addEventListener("change", (/** @type {{target: any}} */ { target }) => {
  if (target.matches("[data-choose-column]")) chooseColumns();
  else if (target.id === "list-sort") go({ tri: target.value });
});

/* Up and down walk the rows of a table, as in a list. */
document.addEventListener("keydown", (/** @type {any} */ event) => {
  const row = event.target.closest("table.list tbody tr");
  const way = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  if (!row || !way) return;
  event.preventDefault();
  let next = row[way];
  while (next && next.hidden) next = next[way];
  const link = next && next.querySelector("a");
  if (link) link.focus();
});

const { turn } = stretches;

export { apply, chooseRows, read, sort, turn };
