// @ts-check
/* What is asked of the server for a change of the address. Dash asks after it has told all its stores, and
   draws after it has rendered what it was told: here the same is asked at once, a box even while its
   button is pressed, and the map is drawn as soon as it is answered. Dash then gets the same answer,
   once the map is painted, and shows the rest. */

import { client } from "../dash.js";
import * as map from "../map-engine.js";
import { painted } from "../tasks.js";
import { onPut, queryOf, searchWith, toggled } from "./address.js";
import { answered, isHere } from "./answers.js";
import { ask, watch } from "./feedback.js";
import * as view from "./view.js";
import { shown } from "./widgets.js";

const CALLBACKS = "_dash-update-component";
const QUERY = "query";
/* A map that has something to fetch first holds nothing else up. */
const MOST_MS = 150;

/** How Dash asked for the last view. @type {{target: any, options: any, question: any} | null} */
let last = null;
/** The question whose view is being drawn ahead. @type {{body: string, drawn: Promise<unknown>} | null} */
let drawing = null;

window.fetch = (/** @type {any} */ target, /** @type {any} */ options) => {
  const address = String(target && target.url ? target.url : target);
  if (!address.includes(CALLBACKS)) return ask(target, options);
  const body = String(options.body);
  note(target, options, body);
  const answer = post(target, options, body);
  if (!drawing || drawing.body !== body) return answer;
  return Promise.all([answer, drawing.drawn]).then(([told]) => told);
};

/** @param {any} target @param {any} options @param {string} body */
const post = (target, options, body) => answered(body, () => watch(ask(target, { ...options, body })));

/**
 * Keep how Dash asks for a view: the next ones differ by their query alone.
 * @param {any} target
 * @param {any} options
 * @param {string} body
 */
function note(target, options, body) {
  const question = JSON.parse(body);
  const { inputs } = question;
  if (inputs.length === 1 && inputs[0].id === QUERY) last = { target, options, question };
}

/**
 * Ask for the view of an address as Dash will, if it will; nothing before it has asked for one.
 * @param {string} search
 */
function askFor(search) {
  const query = queryOf(search);
  if (!last || query === shown.get(`store-${QUERY}`)) return null;
  const { target, options, question } = last;
  const body = JSON.stringify({ ...question, inputs: [{ ...question.inputs[0], value: query }] });
  return { body, query, answer: post(target, options, body) };
}

/**
 * Draw the view of an address; where its answer is here already, Dash waits until the map is painted.
 * @param {string} search
 */
function draw(search) {
  const asked = askFor(search);
  if (!asked) return null;
  drawing = { body: asked.body, drawn: Promise.race([drawAnswer(asked), later(MOST_MS)]).catch(() => {}) };
  return isHere(asked.body) ? drawing.drawn : null;
}

const later = (/** @type {number} */ ms) => new Promise((resolve) => { window.setTimeout(resolve, ms); });

/** @param {{query: string, answer: Promise<Response>}} asked */
async function drawAnswer({ query, answer }) {
  const taken = await answer;
  if (!taken.ok) return;
  const { response } = await taken.json();
  const { data } = response.view;
  const [told, theme] = [JSON.stringify(data), shown.get("store-theme")];
  const isWanted = () => query === queryOf(window.location.search);
  if (!isWanted()) return;
  await onMap.ahead(told + theme, data, theme);
  await painted();
  if (isWanted()) onPage.ahead(told, data);
}

/**
 * What is given ahead of Dash is not given again when Dash gives it too, once: it is known by its text.
 * @param {(...given: any[]) => unknown} give
 */
function once(give) {
  let before = "";
  return {
    /** @param {string} told @param {...any} given */
    ahead(told, ...given) {
      before = told;
      return give(...given);
    },
    /** @param {string} told @param {...any} given */
    byDash(told, ...given) {
      const isGiven = told === before;
      before = "";
      return isGiven ? client.no_update : give(...given);
    },
  };
}

const onMap = once(map.apply);
const onPage = once(view.apply);
/** @param {View} answer @param {string} theme */
const applyMap = (answer, theme) => onMap.byDash(JSON.stringify(answer) + theme, answer, theme);
/** @param {View} answer */
const applyPage = (answer) => onPage.byDash(JSON.stringify(answer), answer);

onPut(draw);

/* A finger may come down to scroll: it asks for nothing. */
const isMouse = ({ pointerType, button }) => pointerType === "mouse" && button === 0;

/** @param {any} event */
function press({ target }) {
  const row = !target.closest("[data-facet-only]") && target.closest("[data-facet]");
  const asked = row && askFor(searchWith(toggled(row.dataset.facet, row.dataset.value)));
  if (asked) asked.answer.catch(() => {});
}

document.addEventListener("pointerdown", (event) => isMouse(event) && press(event));
document.addEventListener("keydown", (event) => event.key === " " && press(event));

export { applyMap, applyPage };
