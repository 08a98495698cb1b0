// @ts-check
/* The card of what lies under the pointer, the choice among several poles, and the report of a click
   to the page. Everything shown is already in the page; nothing is asked of the server. */

import { departementOf } from "./counts.js";
import { client } from "./dash.js";
import * as host from "./map-host.js";
import { isOne, number } from "./page/elements.js";

const MOST_POLES = 7;
/* Where the column of the overseas insets ends, in degrees, and how far right a card may begin. */
const COLUMN_EDGE = [-10.69, 42];
const MOST_LEFT = 0.3;
const CARD_GAP_PX = 16;

/* Levels whose units open their poles; a click on the others filters. */
const OPENING = ["commune", "epci"];
const LEVEL_KEYS = { region: "regions", departement: "departements", epci: "epci" };

const card = () => document.getElementById("hover-card");

let facts = null;
let texts = null;
let units = null;

async function load() {
  const { poles, labels, units: upper } = host.frame().dataset;
  const [read, written, known] = await Promise.all([poles, labels, upper].map(host.read));
  texts = written;
  units = known;
  facts = new Map(read.map((pole) => [pole.id, pole]));
}

const isReady = () => facts !== null;
const isShown = () => !card().hidden;
const isKept = () => Boolean(card().dataset.kept);

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

function plural(key, n, values) {
  return fill(texts[`${key}.${isOne(n) ? "one" : "other"}`], { n: number(n), ...values });
}

/* Ids of the poles shown that a unit of the level holds. */
function polesIn(state, code) {
  const shown = [...state.shown];
  if (state.level === "commune")
    return shown.filter((id) => (state.members.commune[id] || []).includes(code));
  return shown.filter((id) => facts.get(id)[LEVEL_KEYS[state.level]].includes(code));
}

const element = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
};

function title(name, code) {
  const head = element("p", "hover-title");
  head.append(element("strong", "", name), element("span", "hover-code", code));
  return head;
}

function unitCard(state, { code, nom }) {
  const poles = polesIn(state, code).map((id) => facts.get(id));
  const isCount = state.view.is_count;
  const nodes = [title(nom, code)];
  if (!isCount) nodes.push(element("p", "hover-count", valueOf(state, code)));
  nodes.push(summary(state, code, poles.length, isCount));
  if (!isCount) nodes.push(...rankOf(state, code));
  else if (poles.length) nodes.push(list(poles));
  const hint = OPENING.includes(state.level) ? communeHint(poles) : texts[`hover.filter.${state.level}`];
  if (hint) nodes.push(element("p", "hover-hint", hint));
  return nodes;
}

/* Number of poles, then what they cover, or how many live there and where. */
function summary(state, code, n, isCount) {
  const line = element("p", "hover-fact");
  line.append(element(isCount ? "strong" : "span", "", plural("legend.value", n)));
  const covered = state.view.covered[code];
  const said = [];
  if (covered) said.push(fill(texts["hover.covered"], { p: number(covered) }));
  else said.push(inhabitants(state, code));
  if (state.level === "commune") said.push(units.departements[departementOf(code)]);
  line.append(said.filter(Boolean).map((fact) => ` · ${fact}`).join(""));
  return line;
}

function inhabitants(state, code) {
  const n = state.level === "commune" ? (state.populations || {})[code] : units.population[state.level][code];
  const home = state.level === "commune" ? ["departement", departementOf(code)] : [state.level, code];
  const year = units.annees[home[0]][home[1]];
  return n ? `${plural("hover.population", n)} (${year})` : "";
}

function valueOf(state, code) {
  const value = code in state.values ? state.values[code] : 0;
  if (value === null) return texts["hover.unknown"];
  return `${number(value)} ${texts[`measure.${state.measure}.unit`]}`;
}

/* Rank among the units that have a value, the highest first. */
function rankOf(state, code) {
  const value = state.values[code];
  if (!value) return [];
  const values = Object.values(state.values).filter((one) => one);
  const rank = 1 + values.filter((one) => one > value).length;
  return [element("p", "hover-fact", plural("hover.rank", rank, { m: number(values.length) }))];
}

function communeHint(poles) {
  if (!poles.length) return "";
  return poles.length === 1 ? texts["hover.open_pole"] : texts["hover.choose_pole"];
}

function list(poles) {
  const items = element("ul", "hover-poles");
  for (const pole of poles.slice(0, MOST_POLES)) {
    const item = element("li", pole.mark);
    item.append(element("span", "", pole.nom));
    if (pole.note) item.append(element("span", "note", pole.note));
    items.append(item);
  }
  if (poles.length > MOST_POLES) items.append(element("li", "more", `+ ${poles.length - MOST_POLES}`));
  return items;
}

function poleCard(poles) {
  if (poles.length > 1) return [element("p", "hover-count", plural("legend.value", poles.length)), list(poles)];
  const [pole] = poles;
  const nodes = [title(pole.nom, ""), element("p", "hover-count", pole.lieu)];
  for (const text of [pole.secteurs, pole.appels, pole.coordinateur || texts["hover.no_coordinator"]])
    if (text) nodes.push(element("p", "hover-fact", text));
  nodes.push(element("p", "hover-hint", texts["hover.open_pole"]));
  return nodes;
}

/* A département whose communes are seen from afar. */
function areaCard({ code, nom }) {
  return [title(nom, code), element("p", "hover-hint", texts["hover.closer"])];
}

/**
 * What is found under the pointer: {kind: "unit", code, nom}, {kind: "area", code, nom, closer} or
 * {kind: "poles", ids}.
 * @param {Found} found
 */
const keyOf = (found) => (found.ids ? found.ids.join() : found.code);

const CARDS = {
  area: (state, found) => areaCard(found),
  poles: (state, { ids }) => poleCard(ids.map((id) => facts.get(id))),
  unit: unitCard,
};

/**
 * @param {any} state
 * @param {Found} found
 */
function show(state, found) {
  card().replaceChildren(...CARDS[found.kind](state, found));
  card().dataset.found = keyOf(found);
  card().hidden = false;
}

/**
 * On a touch screen the first tap shows, with buttons for what the second would do: names open their poles.
 * @param {any} state
 * @param {Found} found
 */
function press(state, found) {
  const isTouch = window.matchMedia("(pointer: coarse)").matches;
  const isSeen = isShown() && card().dataset.found === keyOf(found);
  if (!isTouch || isSeen) act(state, found);
  else offer(state, found);
}

function offer(state, found) {
  release();
  show(state, found);
  card().dataset.kept = "true";
  const ids = found.kind === "unit" ? polesIn(state, found.code) : found.ids;
  for (const [at, item] of [...card().querySelectorAll(".hover-poles li:not(.more)")].entries())
    item.firstElementChild.replaceWith(action("link", facts.get(ids[at]).nom, () => open([ids[at]])));
  const hint = card().querySelector(".hover-hint");
  const isFilter = found.kind === "unit" && !OPENING.includes(state.level);
  const text = isFilter ? texts[`hover.tap.${state.level}`] : texts["hover.tap.pole"];
  if (hint) hint.replaceWith(action("button", text, () => act(state, found)));
}

function action(className, text, does) {
  const button = element("button", className, text);
  button.type = "button";
  button.addEventListener("click", does);
  return button;
}

function release() {
  delete card().dataset.kept;
}

function clear() {
  card().hidden = true;
  release();
}

/**
 * A click: poles open, units of the upper levels filter.
 * @param {any} state
 * @param {Found} found
 */
function act(state, found) {
  if (found.closer) {
    clear();
    return found.closer();
  }
  const ids = found.kind === "unit" ? polesIn(state, found.code) : found.ids;
  if (found.kind === "unit" && !OPENING.includes(state.level))
    report({ kind: "unit", level: state.level, code: found.code, poles: ids });
  else if (ids.length === 1) open(ids);
  else if (ids.length) choose(ids);
}

function report(data) {
  client.set_props("map-event", { data: { ...data, at: Date.now() } });
}

const open = (ids) => report({ kind: "pole", id: ids[0], poles: ids });

/* Several poles under a click: the card becomes a choice. */
function choose(ids) {
  const items = element("ul", "hover-poles hover-choice");
  for (const id of ids) {
    const item = element("li");
    item.append(action("link", facts.get(id).nom, () => open([id])));
    items.append(item);
  }
  card().replaceChildren(element("p", "hover-count", texts["hover.choose_pole"]), items);
  card().hidden = false;
  card().dataset.kept = "true";
  items.querySelector("button").focus();
}

/* What says the value of a unit in a few words; nothing until the texts are there. */
function speaker(state, counts) {
  if (!texts) return null;
  if (state.view.is_count) return (code) => plural("legend.value", counts[code] || 0);
  return (code) => valueOf(state, code);
}

/* The card stands beside the column of the insets while that is in sight, at the edge otherwise.
   `map` projects degrees to the screen, which is so wide. */
function dock(map, width) {
  const { x } = map.project(COLUMN_EDGE);
  const isBeside = x > 0 && x < MOST_LEFT * width;
  const left = isBeside ? Math.round(x) + CARD_GAP_PX : CARD_GAP_PX;
  if (card().style.left !== `${left}px`) card().style.left = `${left}px`;
}

export { act, clear, dock, isKept, isReady, isShown, load, press, release, show, speaker };
