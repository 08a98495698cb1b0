// @ts-check
/* The way to the insets without a pointer: a button a frame, which leads to the ground that it shows.
   It is seen while it has the focus, at the place of its frame. */

import * as host from "./map-host.js";

const EDGE_PX = 8;

/** @returns {HTMLElement[]} */
const buttons = () => Array.from(document.querySelectorAll(".inset-button"));

/* Where a frame is on the screen, kept within the map. */
function place(map, button) {
  const [west, , , north] = JSON.parse(button.dataset.frame);
  const { x, y } = map.project([west, north]);
  const { clientWidth, clientHeight } = host.frame();
  const within = (value, size, most) => Math.max(EDGE_PX, Math.min(value, most - size - EDGE_PX));
  button.style.left = `${within(x, button.offsetWidth, clientWidth)}px`;
  button.style.top = `${within(y, button.offsetHeight, clientHeight)}px`;
}

/* `mapOf` gives the map that is seen. */
function start(mapOf, fly) {
  for (const button of buttons()) {
    button.addEventListener("focus", () => place(mapOf(), button));
    button.addEventListener("click", () => fly(JSON.parse(button.dataset.window)));
  }
}

function show(codes) {
  for (const button of buttons()) button.hidden = !codes.includes(button.dataset.inset);
}

export { show, start };
