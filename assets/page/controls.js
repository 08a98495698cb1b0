// @ts-check
/* What is clicked, and keys: one listener an event for the whole page. */

import * as map from "../map-engine.js";
import { clear, correct, current, go, narrow, remove, searchWith, tabAsked, toggle } from "./address.js";
import * as choices from "./choices.js";
import { byId, page } from "./elements.js";
import * as facets from "./facets.js";
import * as feedback from "./feedback.js";
import * as list from "./list.js";
import * as options from "./options.js";
import * as panel from "./panel.js";
import * as share from "./share.js";
import * as statistics from "./statistics.js";
import * as view from "./view.js";

const UNFOLDED = "#list-columns, .programmes-menu";

let opener = null;

/* Selector of what is clicked -> what it does. */
/** @type {Record<string, (node: any) => void>} */
const CLICKS = {
  ".skip-links a": ({ hash }) => skipTo(byId(hash.slice(1))),
  "[data-remove]": ({ dataset }) => remove(dataset.remove, dataset.value),
  "[data-clear]": (button) => isOff(button) || clear(),
  "[data-correct]": ({ dataset }) => correct(JSON.parse(dataset.correct)),
  "[data-facet-all]": facets.tickAll,
  "[data-facet-none]": facets.none,
  "[data-facet-only]": facets.only,
  "[data-facet-sort]": facets.sort,
  "[data-facet-more]": facets.showMore,
  "button[data-facet]": ({ dataset }) => toggle(dataset.facet, dataset.value),
  "[data-cross]": ({ dataset }) => statistics.cross(dataset.cross),
  "[data-round]": statistics.round,
  "tr[data-level] a": (link) => {
    const { level, unit } = link.closest("tr").dataset;
    toggle(level, unit);
  },
  "[data-pole]": (row) => openPole(row.dataset.pole, row),
  "[data-page]": ({ dataset }) => list.turn(dataset.page),
  ".sort": (button) => list.sort(button.closest("th")),
  "#theme-switch": () => switchTheme(),
  "#drawer-share": share.link,
  "#copy-close": () => byId("copy").close(),
  "#share-link": share.link,
  "[data-embed-height]": ({ dataset }) => share.embed(dataset.embedHeight),
  "#download-copy": share.api,
  "#download-more": () => options.open(),
  "#options-close": () => options.close(),
  "[data-copy]": ({ dataset }) => options.copy(dataset.copy),
  "#drawer-close": () => closeDrawer(),
  "#drawer-previous": () => view.step(-1),
  "#drawer-next": () => view.step(1),
  "#panel-open": () => panel.choose("default"),
  '[role="tab"]': ({ dataset }) => choices.chooseTab(dataset.tab),
  '[role="switch"]': choices.switchOverlay,
  "#panel-handle": () => panel.cycle(),
  "#filters-open": () => toggleFilters(),
  "#legend-info": () => toggleLegend(),
  "[data-emphasis]": (button) => emphasise(button),
  "#filters-see": () => choices.chooseTab("liste"),
  "[data-tab-link]": ({ dataset }) => go({ onglet: tabAsked(dataset.tabLink) }),
  "#list-rows button": list.chooseRows,
  "#menu-open": () => toggleMenu(),
  "[data-lang]": ({ dataset }) => changeLanguage(dataset.lang),
  "[data-narrow]": ({ dataset }) => narrow(dataset.narrow),
  "#offline-retry": () => feedback.retry(),
};

document.addEventListener("click", (/** @type {any} */ event) => {
  closeUnfolded(event.target.closest(UNFOLDED));
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest(".shell")) return;
  for (const [selector, act] of Object.entries(CLICKS)) {
    const target = event.target.closest(selector);
    if (!target) continue;
    if (target.tagName === "A" || event.target.closest("a") || target.hasAttribute("data-facet-only"))
      event.preventDefault();
    act(target);
    return;
  }
});

const isOff = (button) => button.getAttribute("aria-disabled") === "true";

/* A skip leaves no trace in the address, which is there to be shared. That to the map leads to what
   takes its keys, once it is drawn. */
function skipTo(node) {
  const target = node.querySelector(node.hasAttribute("data-webgl") ? "canvas[tabindex]" : "#map-svg") || node;
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus();
}

function openPole(pole, row) {
  opener = row.querySelector("a") || row;
  go({ pole });
}

/* A pole opened from a commune gives way to that commune. */
function closeDrawer() {
  const { pole } = current();
  go(pole ? { pole: "" } : { lieu: "" });
  if (opener && opener.isConnected) opener.focus();
}

function unfold(node, button) {
  const open = node.toggleAttribute("data-open");
  byId(button).setAttribute("aria-expanded", String(open));
}
/**
 * The choice of the columns and that of the programme lie above the page: close those but one, and give the
 * last that was open.
 * @param {Element | null} but
 * @returns {HTMLDetailsElement | undefined}
 */
function closeUnfolded(but = null) {
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const unfolded = document.querySelectorAll(UNFOLDED);
  const open = [...unfolded].filter((node) => node.open && node !== but);
  for (const node of open) node.open = false;
  return open.pop();
}

const toggleMenu = () => unfold(byId("menu"), "menu-open");
const toggleLegend = () => unfold(byId("legend"), "legend-info");

function toggleFilters() {
  const open = page().dataset.filters !== "open";
  page().dataset.filters = open ? "open" : "closed";
  byId("filters-open").setAttribute("aria-expanded", String(open));
}

/* The theme of the page, the other way round. */
function switchTheme() {
  const dark = document.documentElement.dataset.theme === "dark";
  go({ theme: dark ? "clair" : "sombre" });
}

/* A language is a page of its own, loaded with the same query. */
function changeLanguage(lang) {
  window.location.search = searchWith({ lang });
}

function emphasise(button) {
  const chosen = map.emphasise(Number(button.dataset.emphasis));
  for (const one of document.querySelectorAll("[data-emphasis]"))
    one.setAttribute("aria-pressed", String(Number(one.dataset.emphasis) === chosen));
}

/* Keys: "/" goes to the search, Escape closes what lies on top. */
const isTyping = (/** @type {any} */ { target }) => target.closest('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]');

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !isTyping(event) && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    byId("filter-q").focus();
  } else if (event.key === "Escape" && !event.defaultPrevented) closeTopmost();
});

function closeTopmost() {
  if (document.querySelector("dialog[open]")) return;
  const closed = closeUnfolded();
  if (closed) closed.querySelector("summary").focus();
  else if (byId("menu").hasAttribute("data-open")) toggleMenu();
  else if (byId("legend").hasAttribute("data-open")) toggleLegend();
  else if (page().dataset.drawer === "open") closeDrawer();
  else if (page().dataset.filters === "open") toggleFilters();
}
