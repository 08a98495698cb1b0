// @ts-check
/* The page: its URL is its state. This file turns widgets into a query string and back. page/view.js
   shows what a query answers; page/controls.js and others change keys of the query by
   page/address.js. */

import { client } from "./dash.js";
import * as address from "./page/address.js";
import { byId, page, same, under } from "./page/elements.js";
import * as list from "./page/list.js";
import * as panel from "./page/panel.js";
import { fillSlots } from "./page/slots.js";
import * as statistics from "./page/statistics.js";
import { changed, show, shown } from "./page/widgets.js";

/** @typedef {import("./page/grammar.js").State} State */

const DARK = window.matchMedia("(prefers-color-scheme: dark)");
/** @type {Record<string, string>} */
const WIDGETS = { level: "niveau", tabs: "onglet" };
/** @type {Record<string, string>} */
const OVERLAYS = { territoires: "overlay-territories", sieges: "overlay-seats" };
const KEPT = ["mesure", "methode", "classes", "bornes", "echelle"];
/* What the server reconciles with the level: its answer is shown, and the address is kept. */
const RESOLVED = ["forme", "mesure"];
const OF_THE_BROWSER = ["theme", "onglet", "vue", "tri", "page", "colonnes", "lignes", "calques", "cumul", "panneau", "embed"];

/* Widgets -> URL. Only what has just changed is taken from the widgets, the rest from the URL. */
function search() {
  const state = address.current();
  /** @type {State} */
  const changes = {};
  for (const { prop_id, value } of client.callback_context.triggered) {
    const widget = prop_id.split(".")[0];
    const key = WIDGETS[widget] || widget.replace("filter-", "");
    const isRepeated = same(shown.get(widget), value);
    shown.set(widget, value);
    /* A choice that shows what is not in its list tells that it has no value: nobody chose that. */
    if (value === null || (isRepeated && RESOLVED.includes(key))) continue;
    if (key === "onglet") panel.showTab(value);
    if (key === "onglet" && value === address.tabShown(state)) continue;
    const chosen = key === "onglet" ? address.tabAsked(value) : value || (Array.isArray(state[key]) ? [] : "");
    if (same(chosen || address.defaultOf(key), state[key])) continue;
    changes[key] = chosen;
    if (key === "bornes" && value) changes.methode = "manuelle";
    if (key === "onglet") changes.panneau = "";
  }
  return Object.keys(changes).length ? address.searchWith(changes) : client.no_update;
}

/**
 * URL -> widgets, and the parts of the query that the server answers.
 * @param {string} searched
 */
function read(searched) {
  fillSlots(false);
  const state = address.parse(searched || "");
  for (const key of ["region", "departement"]) show(`filter-${key}`, state[key]);
  show("level", state.niveau);
  for (const key of KEPT) show(key, state[key]);
  showTab(state);
  panel.read(state);
  showOverlays(state);
  statistics.read(state);
  limitDepartements(state);
  list.read(state, searched || "");
  const query = strip(searched || "");
  const counted = state.onglet === "statistiques" ? query : shown.get("store-statistics");
  const theme = applyTheme(state.theme);
  return changed({ query, selected: state.pole, place: state.lieu, theme, statistics: counted });
}

/** @param {State} state */
function showTab(state) {
  const before = shown.get("tabs");
  const tab = address.tabShown(state);
  if (before !== tab) panel.showTab(tab, { isFirst: !before });
  show("tabs", tab);
}

/**
 * At régions the outlines would hide the classes: they wait to be asked for.
 * @param {string} level
 */
const ownOverlays = (level) => (level === "region" ? "sieges" : "territoires,sieges");

/** @param {State} state */
function showOverlays({ niveau, calques }) {
  const asked = (calques || ownOverlays(niveau)).split(",");
  for (const [name, widget] of Object.entries(OVERLAYS)) {
    const checked = asked.includes(name);
    if (!shown.has(widget)) shown.set(widget, true);
    show(widget, checked, "checked");
  }
}

/**
 * A switch of the legend: the overlays that are then on.
 * @param {HTMLInputElement} box
 */
function switchOverlay(box) {
  shown.set(box.id, box.checked);
  const on = Object.keys(OVERLAYS).filter((name) => shown.get(OVERLAYS[name]));
  const calques = on.join() || "aucun";
  address.go({ calques: calques === ownOverlays(address.current().niveau) ? "" : calques });
}

document.addEventListener("change", (/** @type {{target: any}} */ { target }) => {
  if (Object.values(OVERLAYS).includes(target.id)) switchOverlay(target);
});

/**
 * Leave out of a query string what changes nothing in the server's answer, errors kept.
 * @param {string} searched
 */
function strip(searched) {
  const query = new URLSearchParams(searched);
  const kept = [...query].filter((pair) => !OF_THE_BROWSER.includes(pair[0]) || !address.isKnown(pair));
  return String(new URLSearchParams(kept));
}

/** @returns {{value: string, label: string, region: string}[]} */
const departements = () => JSON.parse(page().dataset.departements);

/** @param {State} state */
function limitDepartements({ region, departement }) {
  const data = departements()
    .filter((one) => !region.length || region.includes(one.region) || departement.includes(one.value))
    .map(({ value, label }) => ({ value, label }));
  if (same(shown.get("departements"), data)) return;
  shown.set("departements", data);
  client.set_props("filter-departement", { data });
}

/** @param {string} asked */
function applyTheme(asked) {
  const dark = asked === "auto" ? DARK.matches : asked === "sombre";
  const theme = dark ? "dark" : "light";
  document.documentElement.dataset.mantineColorScheme = theme;
  const button = byId("theme-switch");
  button.title = dark ? button.dataset.toLight : button.dataset.toDark;
  button.setAttribute("aria-label", button.title);
  return theme;
}

/**
 * What happened on the map.
 * @param {{kind: string, id?: string, level?: string, code?: string} | null} event
 */
function onMap(event) {
  if (!event) return client.no_update;
  const changes = event.kind === "pole" ? { pole: event.id } : {};
  const whole = () => address.searchWith({ ...changes, embed: "" }) || under("/");
  if (page().dataset.embed) window.open(whole(), "_blank", "noopener");
  else if (event.kind === "pole") address.go(changes);
  else if (event.level !== "commune") address.toggle(event.level, event.code);
  return client.no_update;
}

DARK.addEventListener("change", () => {
  client.set_props("theme", { data: applyTheme(address.current().theme) });
});

export { onMap, read, search };
