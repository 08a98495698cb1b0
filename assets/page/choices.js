// @ts-check
/* The controls of the page: what is chosen by them becomes a key of the address, and they show what it says. */

import * as map from "../map-engine.js";
import * as address from "./address.js";
import { all, byId, same } from "./elements.js";
import * as panel from "./panel.js";

/** @typedef {import("./grammar.js").State} State */

/** @type {Record<string, string>} */
const OVERLAYS = { territoires: "overlay-territories", sieges: "overlay-seats" };

/**
 * Controls of a key -> the value that they show.
 * @param {string} key
 * @param {string} value
 */
function show(key, value) {
  for (const field of all(`[data-choice="${key}"]`))
    if (field.type === "radio") field.checked = field.value === value;
    else if (field.value !== value) field.value = value;
}

/** @param {any} field */
function choose({ dataset: { choice }, value }) {
  const chosen = value || address.defaultOf(choice);
  if (same(chosen, address.current()[choice])) return;
  const changes = { [choice]: chosen };
  address.go(choice === "bornes" && value ? { ...changes, methode: "manuelle" } : changes);
}

/**
 * A tab is chosen: it is shown at once, then written into the address.
 * @param {string} tab
 */
function chooseTab(tab) {
  panel.showTab(tab);
  panel.unfold();
  if (tab !== address.tabShown(address.current())) address.go({ onglet: address.tabAsked(tab), panneau: "" });
}

/**
 * At régions the outlines would hide the classes: they wait to be asked for.
 * @param {string} level
 */
const ownOverlays = (level) => (level === "region" ? "sieges" : "territoires,sieges");

const isOn = (/** @type {string} */ overlay) => byId(OVERLAYS[overlay]).getAttribute("aria-checked") === "true";

/**
 * URL -> the switches of the legend, and the map.
 * @param {State} state
 */
function showOverlays({ niveau, calques }) {
  const asked = (calques || ownOverlays(niveau)).split(",");
  const before = Object.keys(OVERLAYS).map(isOn);
  for (const [overlay, id] of Object.entries(OVERLAYS))
    byId(id).setAttribute("aria-checked", String(asked.includes(overlay)));
  const now = Object.keys(OVERLAYS).map(isOn);
  if (!same(before, now)) map.overlays(now[0], now[1]);
}

/**
 * A switch of the legend: the overlays that are then on.
 * @param {HTMLElement} button
 */
function switchOverlay(button) {
  const on = Object.keys(OVERLAYS).filter((name) => isOn(name) !== (OVERLAYS[name] === button.id));
  const calques = on.join() || "aucun";
  address.go({ calques: calques === ownOverlays(address.current().niveau) ? "" : calques });
}

/** @type {Record<string, (at: number, of: number) => number>} */
const MOVES = {
  ArrowRight: (at, of) => (at + 1) % of,
  ArrowLeft: (at, of) => (at + of - 1) % of,
  Home: () => 0,
  End: (_, of) => of - 1,
};

/** @param {KeyboardEvent} event */
function moveTab(event) {
  const { key, target } = event;
  if (!(target instanceof HTMLElement) || target.getAttribute("role") !== "tab" || !MOVES[key]) return;
  const tabs = [...all('[role="tab"]')].filter((tab) => tab.offsetParent !== null);
  const tab = tabs[MOVES[key](tabs.indexOf(target), tabs.length)];
  event.preventDefault();
  tab.focus();
  chooseTab(tab.dataset.tab);
}

document.addEventListener("change", ({ target }) => {
  const field = target instanceof Element && target.closest("[data-choice]");
  if (field) choose(field);
});
document.addEventListener("keydown", moveTab);

export { chooseTab, show, showOverlays, switchOverlay };
