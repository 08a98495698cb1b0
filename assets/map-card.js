// @ts-check
/* The card of what lies under the pointer, the choice among several poles, and the report of a click
   to the page. What it tells of poles is in map-facts.js. */

import { departementOf } from "./counts.js";
import { client } from "./dash.js";
import * as facts from "./map-facts.js";
import * as host from "./map-host.js";
import { isOne, number } from "./page/elements.js";

const MOST_POLES = 7;
/* Where the column of the overseas insets ends, in degrees, and how far right a card may begin. */
const COLUMN_EDGE = [-10.69, 42];
const MOST_LEFT = 0.3;
const CARD_GAP_PX = 16;

/* Levels whose units open their poles; a click on the others filters. */
const OPENING = ["commune", "epci"];

const card = () => document.getElementById("hover-card");

let texts = null;
let units = null;

async function load() {
  const { labels, units: upper } = host.frame().dataset;
  const [written, known] = await Promise.all([host.read(labels), host.read(upper), facts.load()]);
  texts = written;
  units = known;
}

const isReady = () => texts !== null;
const isShown = () => !card().hidden;
const isKept = () => Boolean(card().dataset.kept);

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

function plural(key, n, values) {
  return fill(texts[`${key}.${isOne(n) ? "one" : "other"}`], { n: number(n), ...values });
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

/**
 * What is not told yet comes a moment later.
 * @param {any} state
 * @param {Found} found
 * @param {import("./map-facts.js").Told | undefined} told
 */
function unitCard(state, { code, nom }, told) {
  const isCount = state.view.is_count;
  const nodes = [title(nom, code)];
  if (!isCount) nodes.push(element("p", "hover-count", valueOf(state, code)));
  if (!told) return nodes;
  nodes.push(summary(state, code, told.n, isCount));
  if (!isCount) nodes.push(...rankOf(state, code));
  else if (told.n) nodes.push(list(told));
  const hint = OPENING.includes(state.level) ? communeHint(told.n) : texts[`hover.filter.${state.level}`];
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

function communeHint(n) {
  if (!n) return "";
  return n === 1 ? texts["hover.open_pole"] : texts["hover.choose_pole"];
}

function list({ n, poles }) {
  const items = element("ul", "hover-poles");
  for (const pole of poles.slice(0, MOST_POLES)) {
    const item = element("li", pole.mark);
    item.append(element("span", "", pole.nom));
    if (pole.note) item.append(element("span", "note", pole.note));
    items.append(item);
  }
  if (n > MOST_POLES) items.append(element("li", "more", `+ ${n - MOST_POLES}`));
  return items;
}

function poleCard({ ids }, told) {
  const count = element("p", "hover-count", plural("legend.value", ids.length));
  if (!told || ids.length > 1) return [count, ...(told ? [list(told)] : [])];
  const [pole] = told.poles;
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
  poles: (state, found, told) => poleCard(found, told),
  unit: unitCard,
};

/**
 * @param {any} state
 * @param {Found} found
 */
function show(state, found) {
  const told = found.kind === "area" ? null : facts.known(state, found);
  card().replaceChildren(...CARDS[found.kind](state, found, told));
  card().dataset.found = keyOf(found);
  card().hidden = false;
  if (told === undefined) complete(state, found).catch(console.error);
}

/* What had to be asked for is told, unless the pointer has left or the card has become a choice. */
async function complete(state, found) {
  await facts.told(state, found);
  if (isShown() && !isKept() && card().dataset.found === keyOf(found)) show(state, found);
}

/**
 * On a touch screen the first tap shows, with buttons for what the second would do: names open their poles.
 * @param {any} state
 * @param {Found} found
 */
function press(state, found) {
  const isTouch = window.matchMedia("(pointer: coarse)").matches;
  const isSeen = isShown() && card().dataset.found === keyOf(found);
  const done = !isTouch || isSeen ? act(state, found) : offer(state, found);
  done.catch(console.error);
}

async function offer(state, found) {
  release();
  show(state, found);
  card().dataset.kept = "true";
  const { poles } = found.kind === "area" ? { poles: [] } : await facts.told(state, found);
  if (!isKept() || card().dataset.found !== keyOf(found)) return;
  show(state, found);
  for (const [at, item] of [...card().querySelectorAll(".hover-poles li:not(.more)")].entries())
    item.firstElementChild.replaceWith(action("link", poles[at].nom, () => open(poles[at].id)));
  const hint = card().querySelector(".hover-hint");
  const isFilter = found.kind === "unit" && !OPENING.includes(state.level);
  const text = isFilter ? texts[`hover.tap.${state.level}`] : texts["hover.tap.pole"];
  if (hint) hint.replaceWith(action("button", text, () => act(state, found).catch(console.error)));
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
async function act(state, found) {
  if (found.closer) {
    clear();
    return found.closer();
  }
  const { kind, code, ids } = found;
  if (kind === "unit" && !OPENING.includes(state.level)) return report({ kind, level: state.level, code });
  if (ids && ids.length === 1) return open(ids[0]);
  const told = await facts.told(state, found);
  if (told.n === 1) return open(told.poles[0].id);
  if (told.n) choose(told);
}

function report(data) {
  client.set_props("map-event", { data: { ...data, at: Date.now() } });
}

const open = (id) => report({ kind: "pole", id });

/* Several poles under a click: the card becomes a choice. */
function choose({ n, poles }) {
  const items = element("ul", "hover-poles hover-choice");
  for (const { id, nom } of poles) {
    const item = element("li");
    item.append(action("link", nom, () => open(id)));
    items.append(item);
  }
  if (n > poles.length) items.append(element("li", "more", `+ ${n - poles.length}`));
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

/* What is said of a unit that lies outside of the places asked for. */
const outside = () => texts["legend.outside"];

export { act, clear, dock, isKept, isReady, isShown, load, outside, press, release, show, speaker };
