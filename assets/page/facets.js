// @ts-check
/* The facets: boxes of the values of a filter, with what they count. Rows stay in place under the
   filters; a reader may have them by name, look one up, tick all, none or one alone. */

import { current, go, toggle } from "./address.js";
import { all, byId, number, page, setText } from "./elements.js";

const facetOf = (node) => node.closest(".facet");
const keyOf = (node) => facetOf(node).dataset.key;
const rowsOf = (facet) => [...all(".facet-row", facet)];

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/* Tick all the values shown, none, or one and no other. */
function tickAll(button) {
  const rows = rowsOf(facetOf(button)).filter((row) => !row.hidden);
  go({ [keyOf(button)]: rows.map((row) => row.dataset.value) });
}
const none = (button) => go({ [keyOf(button)]: [] });
const only = (button) => go({ [keyOf(button)]: [button.closest(".facet-row").dataset.value] });

/* The orders of a facet follow one another: its own if it has one, by number of poles, by name. */
function sort(button) {
  const facet = facetOf(button);
  const orders = JSON.parse(button.dataset.facetSort);
  const at = (Number(facet.dataset.order || 0) + 1) % orders.length;
  facet.dataset.order = at;
  const [order, text] = orders[at];
  const name = (row) => row.querySelector(".text").textContent;
  const { compare } = new Intl.Collator(document.documentElement.lang);
  const byRank = (a, b) => a.getAttribute(`data-rank-${order}`) - b.getAttribute(`data-rank-${order}`);
  const byName = (a, b) => compare(name(a), name(b));
  facet.querySelector(".facet-list").append(...rowsOf(facet).sort(order === "name" ? byName : byRank));
  foldRows(facet);
  setText(button.querySelector(".by"), text);
  button.title = orders[(at + 1) % orders.length][2];
}

/* The first rows show at once, the others on demand; those that are ticked always. */
function foldRows(facet) {
  const most = Number(facet.dataset.shown);
  rowsOf(facet).forEach((row, rank) => row.classList.toggle("extra", rank >= most));
}

function showMore(button) {
  const open = facetOf(button).toggleAttribute("data-open");
  setText(button, open ? button.dataset.less : button.dataset.all);
  button.setAttribute("aria-expanded", String(open));
  const field = facetOf(button).querySelector(".facet-search");
  if (!open && field) lookUp(Object.assign(field, { value: "" }));
}

function lookUp(field) {
  const wanted = fold(field.value.trim());
  for (const row of rowsOf(facetOf(field)))
    row.hidden = !fold(row.querySelector(".text").textContent).includes(wanted);
}

/* Filter -> value -> number of poles, of the last view. */
let counted = null;

/**
 * View -> the number of values ticked under "more filters".
 * @param {import("./grammar.js").State} state
 * @param {View} view
 */
function apply(state, view) {
  counted = view.facets;
  const box = byId("filters-more");
  const ticked = [...all(".facet", box)].flatMap(({ dataset }) => state[dataset.key]).length;
  const count = box.querySelector(".filters-count");
  count.hidden = !ticked;
  setText(count, String(ticked));
  for (const facet of all(".facet"))
    facet.toggleAttribute("data-active", current()[facet.dataset.key].length > 0);
  if (ticked && !page().hasAttribute("data-more-seen")) box.open = true;
  page().toggleAttribute("data-more-seen", true);
}

document.addEventListener("change", (/** @type {{target: any}} */ { target }) => {
  const row = target.closest(".facet-row");
  if (row) toggle(row.dataset.facet, row.dataset.value);
});
document.addEventListener("input", (/** @type {{target: any}} */ { target }) => {
  if (target.matches(".facet-search")) lookUp(target);
});

/* An option of the lists of places, with the number of poles that it would show. */
function placeOption({ option }, { key }) {
  const count = (counted && counted[key][option.value]) || 0;
  const { createElement } = window.React;
  const name = createElement("span", { className: "text" }, option.label);
  const shown = createElement("span", { className: "count" }, number(count));
  return createElement("span", { className: "place-option", "data-zero": count ? undefined : "" }, name, " ", shown);
}

window.dashMantineFunctions = { ...window.dashMantineFunctions, placeOption };
export { apply, none, only, showMore, sort, tickAll };
