// @ts-check
/* A control that goes away once it is used, a chip or what clears the filters, leaves the focus to the one that
   stands in its place then, or to the nearest that stays. */

import { all } from "./elements.js";

const HOMES = ["#sentence", "#empty"];
const CONTROLS = "a[href], button:not(:disabled)";
const NEAREST = ["#filters-reset", "#filters-open", "#level input:checked"];
/* Answers are written in the frame after they are shown, or in the next. */
const FRAMES = 3;

/** @type {{home: string, at: number} | null} */
let left = null;

const isSeen = (/** @type {any} */ node) => node.checkVisibility({ visibilityProperty: true });
const controls = (/** @type {string} */ home) => [...all(`${home} :is(${CONTROLS})`)].filter(isSeen);

/** @param {MouseEvent} event */
function remember({ target }) {
  const control = target instanceof Element && target.closest(CONTROLS);
  const home = control && HOMES.find((one) => control.closest(one));
  left = home ? { home, at: controls(home).indexOf(control) } : null;
}

/** @param {number} frames */
function restore(frames = FRAMES) {
  if (!left || document.activeElement !== document.body) return;
  if (frames) {
    window.requestAnimationFrame(() => restore(frames - 1));
    return;
  }
  const those = controls(left.home);
  const next = those[Math.min(left.at, those.length - 1)] || NEAREST.flatMap((one) => [...all(one)]).find(isSeen);
  left = null;
  if (next) next.focus({ preventScroll: true });
}

document.addEventListener("click", remember, true);
document.addEventListener("view:shown", () => window.requestAnimationFrame(() => restore()));
