// @ts-check
/* What a button opens under it: a menu, whose items arrows go through, or a panel. One at a time; Escape, a
   click elsewhere or the focus that leaves close it. The data formats of a menu of downloads are folded. */

import { all, byId } from "./elements.js";

const OPENER = "button[aria-haspopup][aria-controls]";
const ITEM = '[role="menuitem"]';
const EDGE_PX = 8;

/** @type {HTMLElement | null} */
let opener = null;

/** @returns {HTMLElement} */
const content = () => byId(opener.getAttribute("aria-controls"));
const isMenu = () => content().getAttribute("role") === "menu";
/** @param {string} selector @returns {HTMLElement[]} */
const shownIn = (selector) => [...all(selector, content())].filter((node) => node.offsetParent !== null);

/** @param {HTMLElement} button */
function open(button) {
  close();
  opener = button;
  opener.setAttribute("aria-expanded", "true");
  content().hidden = false;
  for (const item of all(".fold", content())) fold(item, true);
  place();
  const [first] = shownIn(isMenu() ? ITEM : "input, select, button");
  if (first) first.focus({ preventScroll: true });
}

/* A panel stands beside what opens it; of a phone, its style says where. */
function place() {
  const node = content();
  node.style.translate = "";
  if (isMenu()) return;
  const { left, top, width, height } = node.getBoundingClientRect();
  const beside = opener.closest(".card").getBoundingClientRect().left - width - EDGE_PX;
  const lowest = window.innerHeight - height - EDGE_PX;
  const wanted = Math.min(opener.getBoundingClientRect().top, lowest);
  node.style.translate = `${Math.max(beside, EDGE_PX) - left}px ${Math.max(wanted, EDGE_PX) - top}px`;
}

function close({ isFocused = false } = {}) {
  if (!opener) return;
  const button = opener;
  content().hidden = true;
  button.setAttribute("aria-expanded", "false");
  opener = null;
  if (isFocused) button.focus({ preventScroll: true });
}

/** @param {HTMLElement} item @param {boolean} isFolded */
function fold(item, isFolded) {
  item.parentElement.toggleAttribute("data-folded", isFolded);
  item.setAttribute("aria-expanded", String(!isFolded));
}

/** @type {Record<string, (at: number, n: number) => number>} */
const STEPS = {
  ArrowDown: (at, n) => (at + 1) % n,
  ArrowUp: (at, n) => (at <= 0 ? n : at) - 1,
  Home: () => 0,
  End: (_, n) => n - 1,
};

/** @param {KeyboardEvent} event */
function press(event) {
  const { key, target } = event;
  const button = target instanceof Element && /** @type {HTMLElement} */ (target.closest(OPENER));
  if (opener && key === "Escape") close({ isFocused: true });
  else if (opener && isMenu() && STEPS[key]) step(STEPS[key]);
  else if (!opener && button && key === "ArrowDown") open(button);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {(at: number, n: number) => number} next */
function step(next) {
  const items = shownIn(ITEM);
  items[next(items.findIndex((item) => item === document.activeElement), items.length)].focus();
}

/** @param {MouseEvent} event */
function click({ target }) {
  if (!(target instanceof Element)) return;
  /** @type {HTMLElement | null} */
  const button = target.closest(OPENER);
  /** @type {HTMLElement | null} */
  const folded = target.closest(".fold");
  if (button && button === opener) close({ isFocused: true });
  else if (button) open(button);
  else if (folded) fold(folded, folded.getAttribute("aria-expanded") === "true");
  else if (opener && (target.closest(ITEM) || !content().contains(target))) close({ isFocused: Boolean(target.closest(ITEM)) });
}

/** @param {FocusEvent} event */
function leave({ relatedTarget }) {
  if (!opener || !(relatedTarget instanceof Node)) return;
  if (!content().contains(relatedTarget) && relatedTarget !== opener) close();
}

/* Before what the page does of the same events: what an item opens gets the focus after the menu gave it back. */
document.addEventListener("click", click, true);
document.addEventListener("keydown", press, true);
document.addEventListener("focusout", leave);
