// @ts-check
/* What the card of the map tells of poles: read once where one file has them all; of a crowd, asked of the
   server for those that are pointed at. */

import * as host from "./map-host.js";
import { source } from "./map-tiles.js";

const LEVEL_KEYS = { region: "regions", departement: "departements", epci: "epci" };
/* As many are asked for at once, as in app/http/crowds.py. */
const MOST_ASKED = 20;

/** @typedef {{n: number, poles: any[]}} Told how many poles something has, and the first of them */

/** @type {Map<string, any>} */
const facts = new Map();
/* What was asked for -> what it was told. */
/** @type {Map<string, Told>} */
const answers = new Map();
let isWhole = false;

async function load() {
  const { poles } = host.frame().dataset;
  isWhole = Boolean(poles);
  if (!poles) return;
  for (const pole of await host.read(poles)) facts.set(pole.id, pole);
}

/* Ids of the poles shown that a unit of the level holds. */
function idsIn(state, code) {
  const shown = [...state.shown];
  if (state.level === "commune") return shown.filter((id) => (state.members.commune[id] || []).includes(code));
  return shown.filter((id) => facts.get(id)[LEVEL_KEYS[state.level]].includes(code));
}

/**
 * What is asked of the server for something that is found.
 * @param {any} state
 * @param {Found} found
 */
function addressOf(state, { ids, code }) {
  const query = new URLSearchParams(ids ? ids.slice(0, MOST_ASKED).map((id) => ["id", id]) : state.view.query);
  if (!ids) query.set("unite", `${state.level}:${code}`);
  if (document.documentElement.lang !== "fr") query.set("lang", document.documentElement.lang);
  return `${source().facts}?${query}`;
}

/**
 * What is known now of the poles of something that is found; nothing where it has to be asked.
 * @param {any} state
 * @param {Found} found
 * @returns {Told | undefined}
 */
function known(state, found) {
  if (!isWhole) return answers.get(addressOf(state, found));
  const ids = found.ids || idsIn(state, found.code);
  return { n: ids.length, poles: ids.map((id) => facts.get(id)) };
}

/**
 * The same, once it is there.
 * @param {any} state
 * @param {Found} found
 * @returns {Promise<Told>}
 */
async function told(state, found) {
  const now = known(state, found);
  if (now) return now;
  const address = addressOf(state, found);
  const answer = await host.read(address);
  answers.set(address, found.ids ? { ...answer, n: found.ids.length } : answer);
  return answers.get(address);
}

export { known, load, told };
