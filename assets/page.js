// @ts-check
/* The page: its URL is its state. This file turns widgets into a query string and back. page/view.js
   shows what a query answers; page/controls.js and others change keys of the query by
   page/address.js. */

import { client } from "./dash.js";
import * as address from "./page/address.js";
import * as choices from "./page/choices.js";
import { byId, page, under } from "./page/elements.js";
import * as list from "./page/list.js";
import * as panel from "./page/panel.js";
import { fillSlots } from "./page/slots.js";
import * as statistics from "./page/statistics.js";
import { changed, shown } from "./page/widgets.js";

/** @typedef {import("./page/grammar.js").State} State */

const DARK = window.matchMedia("(prefers-color-scheme: dark)");
const KEPT = ["niveau", "mesure", "methode", "classes", "bornes", "echelle"];

/**
 * URL -> widgets, and the parts of the query that the server answers.
 * @param {string} searched
 */
function read(searched) {
  fillSlots(false);
  const state = address.parse(searched || "");
  for (const key of KEPT) choices.show(key, state[key]);
  showTab(state);
  panel.read(state);
  choices.showOverlays(state);
  statistics.read(state);
  list.read(state, searched || "");
  const query = address.queryOf(searched || "");
  const counted = state.onglet === "statistiques" ? query : shown.get("store-statistics");
  const theme = applyTheme(state.theme);
  return changed({ query, selected: state.pole, place: state.lieu, theme, statistics: counted });
}

/** @param {State} state */
function showTab(state) {
  const before = shown.get("tabs");
  const tab = address.tabShown(state);
  if (before !== tab) panel.showTab(tab, { isFirst: !before });
  shown.set("tabs", tab);
}

/**
 * The theme is written where it is not that of a page without one: writing it styles the whole page anew.
 * @param {string} asked
 */
function applyTheme(asked) {
  const dark = asked === "auto" ? DARK.matches : asked === "sombre";
  const theme = dark ? "dark" : "light";
  const { dataset } = document.documentElement;
  if ((dataset.theme || "light") !== theme || asked !== "auto") dataset.theme = theme;
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

export { onMap, read };
