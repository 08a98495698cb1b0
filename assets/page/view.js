// @ts-check
/* What a query answers, shown by what is already on the page: figures, counts, bars, rows, links. */

import { client } from "../dash.js";
import { complete } from "../poles.js";
import { doInTurn } from "../tasks.js";
import { current, go, noFilters, searchWith } from "./address.js";
import { all, announce, byId, isOne, measures, number, page, setText, under } from "./elements.js";
import { show } from "./choices.js";
import * as facets from "./facets.js";
import * as list from "./list.js";


const CHARTS = ["secteur", "structure", "appel", "region"];

/** @type {View | null} */
let view = null;

/**
 * @param {View} answer
 */
async function apply(answer) {
  if (!answer) return client.no_update;
  const before = view;
  view = answer;
  if (!Array.isArray(view.poles)) await complete(answer);
  if (view !== answer) return client.no_update;
  document.title = view.title;
  const pieces = [applyFigures, applyFacets, () => list.apply(view), applyMeasure, applySelected, applyDownloads, applyEmpty];
  if (!(await doInTurn(pieces, () => view === answer))) return client.no_update;
  page().toggleAttribute("data-ready", true);
  announce(said(before));
  document.dispatchEvent(new CustomEvent("view:shown", { detail: view }));
  return client.no_update;
}

/**
 * What has changed, in words: the level of the map, else what is shown.
 * @param {View} before
 */
function said(before) {
  if (!before || before.level === view.level) return view.sentence;
  const level = JSON.parse(byId("map-frame").dataset.levels)[view.level];
  return page().dataset.announceLevel.replace("{x}", level);
}

function applyFigures() {
  for (const node of all("[data-figure]")) {
    const [value, label] = view.figures[node.dataset.figure];
    setText(node.querySelector("dd"), value);
    setText(node.querySelector("dt .text"), label);
    const { one, other } = node.dataset;
    node.querySelector("dt").dataset.short = isOne(Number(value)) ? one : other;
  }
  for (const node of all("[data-count]")) setText(node, number(view.n));
  for (const node of all("[data-plural]")) {
    const { none, one, other } = node.dataset;
    setText(node, view.n ? (isOne(view.n) ? one : other).replace("{n}", number(view.n)) : none);
  }
  for (const node of all("[data-sentence]")) setText(node, view.sentence);
  byId("embed-link").href = searchWith({ embed: "" }) || under("/");
  const state = current();
  const active = Object.keys(noFilters()).flatMap((key) => state[key] || []).length;
  byId("filters-count").hidden = !active;
  setText(byId("filters-count"), String(active));
  byId("filters-reset").setAttribute("aria-disabled", String(!active));
  document.querySelector(".band").classList.toggle("filtered", active > 0);
}

/* Bars of a group share the scale of its longest; those of the statistics share one scale. */
function applyFacets() {
  const state = current();
  const largest = (counts) => Math.max(1, ...Object.values(counts));
  const most = Object.fromEntries(Object.entries(view.facets).map(([key, counts]) => [key, largest(counts)]));
  const overall = Math.max(...CHARTS.map((key) => most[key]));
  for (const row of all("[data-facet]")) {
    const { facet, value } = row.dataset;
    const count = view.facets[facet][value] || 0;
    const isAsked = state[facet].includes(value);
    setText(row.querySelector("[data-n]"), number(count));
    row.toggleAttribute("data-zero", count === 0);
    row.toggleAttribute("data-thousands", count > 999);
    const isBar = row.tagName === "BUTTON";
    if (!row.matches(".place-row")) row.style.cssText = `--n:${count};--max:${isBar ? overall : most[facet]}`;
    if (isBar) row.setAttribute("aria-pressed", String(isAsked));
    else row.querySelector("input").checked = isAsked;
  }
  facets.apply(state);
}

/* Measures that the level does not allow cannot be chosen; nor can forms, by their measure. */
function applyMeasure() {
  const table = measures();
  offerMeasures(table);
  show("mesure", view.measure);
  const { forms, label } = table[view.measure];
  nameMap(label);
  page().dataset.forms = view.level === "commune" ? 1 : forms.length;
  page().dataset.form = view.form;
  page().dataset.scheme = view.scheme;
  show("forme", view.form);
}

let offered = "";

/* Those of the level come first; the others are told apart. */
function offerMeasures(table) {
  if (offered === view.level) return;
  offered = view.level;
  const isDrawn = (key) => table[key].levels.includes(view.level);
  const option = (key) =>
    Object.assign(document.createElement("option"), { value: key, textContent: table[key].label, disabled: !isDrawn(key) });
  const keys = Object.keys(table);
  const group = Object.assign(document.createElement("optgroup"), { label: page().dataset.noMeasure });
  group.append(...keys.filter((key) => !isDrawn(key)).map(option));
  byId("mesure").replaceChildren(...keys.filter(isDrawn).map(option), ...(group.children.length ? [group] : []));
}

/* The name of the map says what it shows; its description comes later, from the server. */
function nameMap(measure) {
  const frame = byId("map-frame");
  const level = JSON.parse(frame.dataset.levels)[view.level];
  const parts = { "{measure}": measure, "{level}": level, "{sentence}": view.sentence };
  const name = frame.dataset.name.replace(/\{\w+\}/g, (part) => parts[part]);
  frame.setAttribute("aria-label", name);
  for (const map of frame.querySelectorAll(".maplibregl-canvas, #map-svg")) map.setAttribute("aria-label", name);
}

/* What is told may be there before the drawer opens, and what is hidden takes no focus. */
function openDrawer() {
  const wasOpen = page().dataset.drawer === "open";
  const isOpen = Boolean(view.selected || view.place);
  page().dataset.drawer = isOpen ? "open" : "closed";
  if (isOpen && !wasOpen) focusDrawer();
}

/* A row that is out of sight becomes the first whole one below the header of the list. */
function bringInSight(row) {
  const room = row.closest(".panel-body");
  const header = row.closest("table").tHead.rows[0].cells[0];
  const before = row.getBoundingClientRect();
  const isInSight =
    before.top >= header.getBoundingClientRect().bottom && before.bottom <= room.getBoundingClientRect().bottom;
  if (isInSight) return;
  row.scrollIntoView({ block: "nearest" });
  room.scrollTop += row.getBoundingClientRect().top - header.getBoundingClientRect().bottom;
}

function applySelected() {
  openDrawer();
  page().toggleAttribute("data-opened", Boolean(view.selected));
  for (const row of all("tr[data-pole]")) {
    const isSelected = row.dataset.pole === view.selected;
    row.setAttribute("aria-selected", String(isSelected));
    if (isSelected) window.requestAnimationFrame(() => bringInSight(row));
  }
  for (const node of all("[data-when-outlined]")) node.hidden = !view.is_outlined;
  const at = view.poles.indexOf(view.selected);
  const position = byId("drawer-position");
  setText(position, at < 0 ? "" : position.dataset.text.replace("{i}", at + 1).replace("{n}", view.n));
  byId("drawer-previous").disabled = at <= 0;
  byId("drawer-next").disabled = at < 0 || at === view.n - 1;
}

function step(by) {
  const pole = view.poles[view.poles.indexOf(view.selected) + by];
  if (pole) go({ pole });
}

/* The server names the filter whose removal brings most poles back. */
function applyEmpty() {
  byId("empty").hidden = view.n > 0;
  for (const node of all("[data-when-found]")) node.hidden = view.n === 0;
  for (const id of ["empty-remove", "empty-reason"]) byId(id).hidden = !view.relax;
  if (!view.relax) return;
  const { key, name, found } = view.relax;
  const [button, reason] = [byId("empty-remove"), byId("empty-reason")];
  button.dataset.remove = key;
  setText(button, button.dataset.text.replace("{x}", name));
  const text = reason.dataset[isOne(found) ? "one" : "other"];
  setText(reason, text.replace("{x}", name).replace("{n}", number(found)));
}

/* The addresses of the downloads follow the filters; nothing to download, no address. */
function applyDownloads() {
  const { shownOne, shownOther, shownNone } = page().dataset;
  const title = [shownNone, shownOne][view.n] || shownOther.replace("{n}", number(view.n));
  setText(byId("download"), title);
  lead("download-target-menu", view.n ? view.query : null, view.drawn);
  lead("drawer-download-menu", view.selected ? `id=${encodeURIComponent(view.selected)}` : null);
}

/**
 * Links of a menu -> addresses of a query; without one, they lead nowhere.
 * @param {string} menu
 * @param {string | null} query
 * @param {string} [drawn]
 */
function lead(menu, query, drawn) {
  for (const link of all("[data-download]", byId(menu))) {
    link.toggleAttribute("data-disabled", query === null);
    if (query === null) link.setAttribute("aria-disabled", "true");
    else link.removeAttribute("aria-disabled");
    if (query === null) link.removeAttribute("href");
    else link.href = address(link.dataset.download, query, drawn);
  }
}

/* Pictures show the map as it is drawn: its level, its measure, its classes. */
function address(path, query, drawn = "") {
  const { lang } = document.documentElement;
  const own = path.includes("carte.") ? drawn : "";
  const asked = [query, own, lang === "fr" ? "" : `lang=${lang}`].filter(Boolean).join("&");
  return under(asked ? `${path}${path.includes("?") ? "&" : "?"}${asked}` : path);
}

/* The title of what is told takes the focus, but not from a menu that was opened meanwhile. */
function focusDrawer() {
  const title = document.querySelector("#drawer h2");
  if (title && !document.activeElement.closest('[role="menu"]')) title.focus({ preventScroll: true });
  return client.no_update;
}

const apiUrl = () => new URL(address("/api/poles.geojson", view.query), window.location.href).href;

/* The view that is shown; nothing before the first. */
const latest = () => view;

export { apiUrl, apply, focusDrawer, latest, step };
