// @ts-check
/* The facets: boxes of the values of a filter, with what they count. Rows stay in place under the
   filters; a reader may have them by name, look one up, tick all, none or one alone. */

import { current, go, toggle } from "./address.js";
import { PHONE, all, byId, page, setText } from "./elements.js";

const facetOf = (node) => node.closest("[data-key]");
const keyOf = (node) => facetOf(node).dataset.key;
const rowsOf = (facet) => [...all("[data-facet]", facet)];

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
  const { compare } = new Intl.Collator(document.documentElement.lang);
  const byRank = (a, b) => a.getAttribute(`data-rank-${order}`) - b.getAttribute(`data-rank-${order}`);
  const byName = (a, b) => compare(nameOf(a), nameOf(b));
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

const nameOf = (row) => row.querySelector(".text").textContent;

function lookUp(field) {
  const wanted = fold(field.value.trim());
  for (const row of rowsOf(facetOf(field))) row.hidden = !fold(nameOf(row)).includes(wanted);
}

/**
 * URL -> the number of values ticked under "more filters".
 * @param {import("./grammar.js").State} state
 */
function apply(state) {
  const box = byId("filters-more");
  const ticked = [...all(".facet", box)].flatMap(({ dataset }) => state[dataset.key]).length;
  const count = box.querySelector(".filters-count");
  count.hidden = !ticked;
  setText(count, String(ticked));
  for (const facet of all(".facet"))
    facet.toggleAttribute("data-active", current()[facet.dataset.key].length > 0);
  applyPlaces(state);
  if (ticked && !page().hasAttribute("data-more-seen")) box.open = true;
  page().toggleAttribute("data-more-seen", true);
}

/**
 * The lists of places: what is chosen is named; départements are those of the régions asked for.
 * @param {import("./grammar.js").State} state
 */
function applyPlaces(state) {
  for (const place of all(".place-filter")) {
    const asked = state[place.dataset.key];
    const rows = rowsOf(place);
    const names = rows.filter((row) => asked.includes(row.dataset.value)).map(nameOf);
    const said = place.querySelector(".place-said");
    said.toggleAttribute("data-asked", names.length > 0);
    setText(said.querySelector(".text"), names.join(", ") || said.dataset.all);
    for (const row of rows) {
      const { region, value } = row.dataset;
      const isHere = !region || !state.region.length || state.region.includes(region) || asked.includes(value);
      row.toggleAttribute("data-elsewhere", !isHere);
    }
  }
}

/* Enter takes the first value that begins as typed, else the first that is found. */
function take(field) {
  const wanted = fold(field.value.trim());
  const found = rowsOf(facetOf(field)).filter((row) => row.offsetParent !== null);
  const row = found.find((one) => fold(nameOf(one)).startsWith(wanted)) || found[0];
  if (!row || !wanted) return;
  lookUp(Object.assign(field, { value: "" }));
  toggle(row.dataset.facet, row.dataset.value);
}

const field = (place) => place.querySelector(".facet-search");

/* A letter typed on the head of an open list goes to its field: the one who opens a list and types
   at once is faster than the browser's word that it is open. */
const isLetter = ({ key, ctrlKey, metaKey, altKey }) => /^[^ ]$/u.test(key) && !ctrlKey && !metaKey && !altKey;

document.addEventListener("keydown", (/** @type {any} */ event) => {
  const { key, target } = event;
  const place = target.closest(".place-filter");
  if (place && place.open && target.matches("summary") && isLetter(event)) return field(place).focus();
  if (key === "Enter" && target.matches(".facet-search")) take(target);
  else if (key === "Escape" && place && place.open) {
    place.open = false;
    place.querySelector("summary").focus();
  } else return;
  event.preventDefault();
}, true);
/* A list of places unfolds on its field, where what is typed looks a place up; on a phone, whose keyboard
   would cover the list, at the top of the sheet. */
document.addEventListener("toggle", ({ target }) => {
  const isOpen = target instanceof HTMLDetailsElement && target.matches(".page:not(.shell) .place-filter[open]");
  if (isOpen && PHONE.matches) target.scrollIntoView({ block: "start" });
  else if (isOpen) field(target).focus({ preventScroll: true });
}, true);
document.addEventListener("change", (/** @type {{target: any}} */ { target }) => {
  const row = target.closest("[data-facet]");
  if (row) toggle(row.dataset.facet, row.dataset.value);
});
document.addEventListener("input", (/** @type {{target: any}} */ { target }) => {
  if (target.matches(".facet-search")) lookUp(target);
});

export { apply, none, only, showMore, sort, tickAll };
