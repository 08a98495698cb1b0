// @ts-check
/* The statistics beyond the bars: sectors by round, and a small map a round. */

import { client } from "../dash.js";
import { current, go, toggle } from "./address.js";
import { all, byId, number, setText } from "./elements.js";

const MOST = 5;
const LOWS = [1, 3, 5, 7, 10];

let crossing = null;

function apply(answer) {
  if (answer) crossing = answer;
  if (crossing) {
    applyMatrix();
    applyMultiples();
  }
  return client.no_update;
}

const pairsOf = (wanted) => [...new URLSearchParams(wanted)];
const isAsked = (state, wanted) => pairsOf(wanted).every(([key, value]) => String(state[key]) === value);

function applyMatrix() {
  const state = current();
  for (const cell of all("[data-cross]")) {
    const n = crossing.pairs[cell.dataset.cross] || 0;
    setText(cell.querySelector("b"), number(n));
    cell.dataset.class = LOWS.filter((low) => low <= n).length;
    cell.setAttribute("aria-pressed", String(isAsked(state, cell.dataset.cross)));
  }
}

/* Each map gives its colours to the outlines that it uses. */
function applyMultiples() {
  const state = current();
  const rounds = byId("cumulated").checked ? crossing.cumulated : crossing.rounds;
  for (const map of all("[data-round]")) {
    const { n, counts, text } = rounds[map.dataset.round];
    map.removeAttribute("style");
    for (const [code, count] of Object.entries(counts))
      map.style.setProperty(`--d-${code}`, `var(--class-${Math.min(count, MOST)}-of-${MOST})`);
    setText(map.querySelector(".count"), number(n));
    map.setAttribute("aria-label", `${map.querySelector(".text").textContent} ${text}`);
    map.title = text;
    map.setAttribute("aria-pressed", String(state.appel.includes(map.dataset.round)));
  }
}

/* A cell asks for its sector and its round alone; asked again, for neither. */
function cross(wanted) {
  const pairs = pairsOf(wanted);
  const values = isAsked(current(), wanted) ? () => [] : (value) => [value];
  go(Object.fromEntries(pairs.map(([key, value]) => [key, values(value)])));
}

document.addEventListener("change", (/** @type {{target: any}} */ { target }) => {
  if (target.id === "cumulated") go({ cumul: target.checked ? "1" : "" });
});

/**
 * URL -> whether each map adds the rounds before it.
 * @param {import("./grammar.js").State} state
 */
function read({ cumul }) {
  const box = byId("cumulated");
  box.checked = Boolean(cumul);
  if (crossing) applyMultiples();
}

const round = (button) => toggle("appel", button.dataset.round);

export { apply, cross, read, round };
