// @ts-check
/* The panel under the map: folded, resting or tall; on phones, the sheet at the bottom. */

import { replace } from "./address.js";
import { PHONE, all, byId, page } from "./elements.js";

const HEIGHTS = ["closed", "default", "open"];
const WRITTEN = { closed: "ferme", default: "moyen", open: "grand" };
const TALL_TABS = ["statistiques", "methode"];
const DRAG_PX = 8;
const STEP_PX = 120;
const FOLDED = window.matchMedia("(min-width: 768px) and (max-width: 1279px)");
const LOW_PHONE = window.matchMedia("(max-width: 767px) and (min-height: 601px) and (max-height: 759px)");

let drag = null;

const height = () => page().dataset.panel || "default";

function set(wanted) {
  page().dataset.panel = wanted;
  const handle = byId("panel-handle");
  handle.setAttribute("aria-expanded", String(wanted !== "closed"));
  handle.setAttribute("aria-label", wanted === "open" ? handle.dataset.collapse : handle.dataset.expand);
}

/* What the reader chooses is in the address, without a step of its own in the history. */
function choose(wanted) {
  set(wanted);
  replace({ panneau: WRITTEN[wanted] });
}

/**
 * URL -> height, where it asks for one.
 * @param {import("./grammar.js").State} state
 */
function read({ panneau }) {
  const wanted = HEIGHTS.find((one) => WRITTEN[one] === panneau);
  if (wanted && wanted !== height()) set(wanted);
}

function cycle() {
  if (!drag) choose({ closed: "default", default: "open", open: "closed" }[height()]);
}

function unfold() {
  if (height() !== "closed") return;
  set("default");
  replace({ panneau: "" });
}

function showTab(tab, { isFirst = false } = {}) {
  if (page().dataset.tab === tab) return;
  page().dataset.tab = tab;
  for (const one of all('[role="tab"]')) {
    const isChosen = one.dataset.tab === tab;
    one.setAttribute("aria-selected", String(isChosen));
    one.tabIndex = isChosen ? 0 : -1;
    byId(one.getAttribute("aria-controls")).hidden = !isChosen;
  }
  if (TALL_TABS.includes(tab) && !PHONE.matches) set("open");
  else if (isFirst && (FOLDED.matches || (LOW_PHONE.matches && tab === "filtres"))) set("closed");
  else if (!isFirst) unfold();
}

document.addEventListener("pointerdown", (/** @type {any} */ event) => {
  if (event.target.id === "panel-handle") drag = { y: event.clientY, moved: false };
});
document.addEventListener("pointermove", (event) => {
  if (drag && Math.abs(event.clientY - drag.y) > DRAG_PX) drag.moved = true;
});
document.addEventListener("pointerup", (event) => {
  if (!drag) return;
  const { y, moved } = drag;
  drag = moved ? drag : null;
  if (!moved) return;
  const by = Math.round((y - event.clientY) / STEP_PX) || Math.sign(y - event.clientY);
  choose(HEIGHTS[Math.max(0, Math.min(2, HEIGHTS.indexOf(height()) + by))]);
  window.setTimeout(() => { drag = null; });
});

export { choose, cycle, read, showTab, unfold };
