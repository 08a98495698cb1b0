// @ts-check
/* The pointer on the SVG map: what lies under it, the ring round it, clicks. */

import * as card from "./map-card.js";
import { copy, svg } from "./map-elements.js";
import * as host from "./map-host.js";
import * as seats from "./map-seats.js";
import * as svgCommunes from "./map-svg-communes.js";
import { toDegrees } from "./mercator.js";
import { current, searchWith } from "./page/address.js";

const DWELL_MS = 80;
const REACH_PX = 4;
const AROUND = [[0, 0], [REACH_PX, 0], [-REACH_PX, 0], [0, REACH_PX], [0, -REACH_PX]];
const SEAT_PX = { known: 5.5, unknown: 5.2, ended: 5.2 };

let pointer = null;

const stage = () => host.stage();
const isAble = () => card.isReady() && pointer && pointer.state.view;

const atOf = ({ clientX, clientY }) => {
  const { left, top } = stage().getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
};

/**
 * The nearest disc of seats within reach.
 * @returns {Found | null}
 */
function discAt({ camera, state }, at) {
  if (!state.overlays.seats) return null;
  let found = null;
  let least = Infinity;
  for (const seat of state.seats) {
    if (!seat.n) continue;
    const { x, y } = camera.toScreen(seat.point);
    const far = Math.hypot(x - at.x, y - at.y) - SEAT_PX[seat.sign] * Math.sqrt(seat.area);
    if (far < REACH_PX && far < least) [found, least] = [seat, far];
  }
  return found && discOf(state.discs.get(found.cle));
}

/**
 * The poles of a disc; one that gathers several seats leads closer to them.
 * @param {Disc} disc
 * @returns {Found}
 */
function discOf(disc) {
  const bounds = disc.bounds === undefined ? seats.spread(disc) : disc.bounds;
  const closer = bounds && (() => pointer.fly(bounds));
  return { kind: "poles", ids: disc.ids, closer };
}

const elementsAt = ({ clientX, clientY }) =>
  AROUND.map(([dx, dy]) => document.elementFromPoint(clientX + dx, clientY + dy)).filter((node) => node && svg().contains(node));

/**
 * @param {Element | null} node
 * @returns {Found | null}
 */
function unitOf(node) {
  if (!node) return null;
  const { code, name: nom } = node.dataset;
  const isGround = svgCommunes.isGround(node);
  return isGround ? { kind: "area", code, nom, closer: () => goTo(code) } : { kind: "unit", code, nom };
}

/* To a département, where its communes are drawn one by one. */
async function goTo(departement) {
  const [left, top, right, bottom] = await svgCommunes.boxOf(departement);
  const [[west, north], [east, south]] = [toDegrees([left, top]), toDegrees([right, bottom])];
  pointer.fly([west, south, east, north]);
}

/**
 * What lies under the pointer: a seat, the line of a territory, or a unit.
 * @returns {Found | null}
 */
function under(event) {
  const seat = discAt(pointer, atOf(event));
  if (seat) return seat;
  const nodes = elementsAt(event);
  const line = nodes.find((node) => node.dataset.pole);
  if (line) return { kind: "poles", ids: [line.dataset.pole] };
  const [first] = nodes;
  const isMiddle = first && document.elementFromPoint(event.clientX, event.clientY) === first;
  return isMiddle ? unitOf(first.closest("a[data-code]")) : null;
}

/* The ring round a unit, at its true place and in the insets alike. */
function ring(code) {
  if (code === pointer.lit) return;
  pointer.lit = code;
  const nodes = code ? [...svg().querySelectorAll(`.shapes > a[data-code="${code}"]:not([hidden])`)] : [];
  const drawn = ["casing", "line"].flatMap((name) => nodes.map((node) => copy(node.firstElementChild, name)));
  svg().querySelector(":scope > .ring").replaceChildren(...drawn);
}

const ringFound = (found) => ring(found.code || null);

function show(found) {
  ringFound(found);
  card.show(pointer.state, found);
}

function onMove(event) {
  if (!isAble() || card.isKept()) return;
  const found = under(event);
  stage().style.cursor = found ? "pointer" : "";
  if (found) show(found);
  else clear();
}

function onClick(event) {
  const link = event.target.closest("a[data-code]");
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  /* Until there is a view to act upon, a unit is a link like any other. */
  if (!isAble()) return;
  if (link) event.preventDefault();
  if (event.target.closest("button, .card")) return;
  card.release();
  const isKey = event.detail === 0;
  const found = isKey ? unitOf(link) : under(event);
  if (!found) {
    clear();
    return goToInset(atOf(event));
  }
  ringFound(found);
  if (isKey) card.act(pointer.state, found).catch(console.error);
  else card.press(pointer.state, found);
}

/* The address of a unit, for a new tab: it follows the query of the page. */
function follow({ target }) {
  const link = target.closest("a[data-code]");
  if (!link || !pointer.state.view) return;
  const level = svgCommunes.isGround(link) ? pointer.state.sheet : pointer.state.level;
  const { code } = link.dataset;
  const asked = current()[level];
  const toggled = asked && (asked.includes(code) ? asked.filter((other) => other !== code) : [...asked, code]);
  link.setAttribute("href", searchWith(asked ? { [level]: toggled } : { lieu: code }) || "?");
}

/* A click in the frame of an inset, beside its units, leads to the ground that it shows. */
function goToInset(at) {
  const button = [...document.querySelectorAll(".inset-button:not([hidden])")].find(({ dataset }) => {
    const [west, south, east, north] = JSON.parse(dataset.frame);
    const [a, b] = [pointer.camera.project([west, north]), pointer.camera.project([east, south])];
    return at.x > a.x && at.x < b.x && at.y > a.y && at.y < b.y;
  });
  if (button) pointer.fly(JSON.parse(button.dataset.window));
  else clear();
}

function clear() {
  if (!pointer) return;
  window.clearTimeout(pointer.timer);
  ring(null);
  card.clear();
  stage().style.cursor = "";
}

function onKey(event) {
  if (event.key !== "Escape" || !card.isShown() || !host.isSvg()) return;
  event.preventDefault();
  clear();
}

function start(camera, state, fly) {
  pointer = { camera, state, fly, lit: null, timer: 0 };
  stage().addEventListener("pointermove", (event) => {
    window.clearTimeout(pointer.timer);
    if (event.buttons || event.pointerType === "touch") return;
    pointer.timer = window.setTimeout(() => onMove(event), DWELL_MS);
  });
  stage().addEventListener("pointerleave", () => {
    window.clearTimeout(pointer.timer);
    if (!card.isKept()) clear();
  });
  stage().addEventListener("click", onClick);
  for (const reach of ["pointerdown", "focusin"]) stage().addEventListener(reach, follow);
  document.addEventListener("keydown", onKey, true);
  camera.on("move", () => card.dock(camera, camera.size.width));
  card.dock(camera, camera.size.width);
}

export { clear, ring, show, start, unitOf };
