// @ts-check
/* The keyboard on the SVG map. One stop: the unit last reached, from which arrows lead to the nearest
   unit on that side, Enter acts as a click, Shift and arrows move the map. */

import * as card from "./map-card.js";
import * as svgPointer from "./map-svg-pointer.js";

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ASIDE = 2.5;
const EDGE_PX = 40;

let keys = null;

const svg = () => document.getElementById("map-svg");
const units = () => [...svg().querySelectorAll(".shapes > a:not([hidden])")];
const at = (node) => keys.camera.toScreen(node.dataset.at.split(",").map(Number));

const isInSight = (node) => {
  const { x, y } = at(node);
  const { width, height } = keys.camera.size;
  return x > 0 && y > 0 && x < width && y < height;
};

/* The unit that the next key stops at: one that is in sight, the first asked for if there is one. */
function renew() {
  const all = units();
  const before = all.find((node) => node.dataset.code === keys.code);
  const stop = before || all.find((node) => !node.classList.contains("outside") && isInSight(node)) || all[0];
  for (const node of svg().querySelectorAll(".shapes > a")) {
    const index = node === stop ? 0 : -1;
    if (node.getAttribute("tabindex") !== String(index)) node.tabIndex = index;
  }
}

/* The nearest unit on a side: what lies aside counts more than what lies ahead. */
function neighbour(node, [dx, dy]) {
  const from = at(node);
  let found = null;
  let least = Infinity;
  for (const other of units()) {
    const to = at(other);
    const ahead = (to.x - from.x) * dx + (to.y - from.y) * dy;
    const aside = Math.abs((to.x - from.x) * dy) + Math.abs((to.y - from.y) * dx);
    const far = ahead + ASIDE * aside;
    if (ahead > 1 && aside < 2 * ahead && far < least) [found, least] = [other, far];
  }
  return found;
}

function onKey(event) {
  const node = event.target.closest(".shapes > a");
  const way = WAYS[event.key];
  if (!node || !way || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  const next = neighbour(node, way);
  if (next) next.focus({ preventScroll: true });
}

function onFocus({ target }) {
  const node = target.closest(".shapes > a");
  if (!node || !node.matches(":focus-visible")) return;
  keys.code = node.dataset.code;
  for (const other of svg().querySelectorAll('.shapes > a[tabindex="0"]')) other.tabIndex = -1;
  node.tabIndex = 0;
  keepInSight(node);
  if (card.isReady() && keys.state.view) svgPointer.show(svgPointer.unitOf(node));
}

function keepInSight(node) {
  const { x, y } = at(node);
  const { width, height } = keys.camera.size;
  const over = (value, size) => Math.min(0, value - EDGE_PX) + Math.max(0, value - size + EDGE_PX);
  const shift = [over(x, width), over(y, height)];
  if (shift.some(Boolean)) keys.camera.panBy(shift);
}

function start(camera, state) {
  keys = { camera, state, code: null };
  svg().addEventListener("keydown", onKey);
  svg().addEventListener("focusin", onFocus);
  svg().addEventListener("focusout", () => card.isKept() || svgPointer.clear());
  renew();
}

export { renew, start };
