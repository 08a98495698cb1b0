// @ts-check
/* The territories and the seats of the poles on the SVG map: which are shown, and the pole that is open. */

import { all, copy, hide, layer, style } from "./map-elements.js";
import * as host from "./map-host.js";
import * as seats from "./map-seats.js";
import * as crowds from "./map-svg-crowds.js";
import * as tiles from "./map-svg-tiles.js";
import { source } from "./map-tiles.js";
import { toDegrees } from "./mercator.js";

let poles = null;
let hasAll = false;
/* What the discs were gathered of: the step of the zoom, the poles shown, the seats. */
let gatheredOf = [];

/* Where a seat is: `point` in the frame of the map, `at` in degrees. */
function seatOf(node) {
  const { seat, inset = "", name = "", poles: ids, relays, at } = node.dataset;
  const [x, y] = at.split(",").map(Number);
  return {
    node,
    cle: seat,
    sign: node.classList[0],
    inset,
    nom: name,
    poles: ids.split(" "),
    relais: relays ? relays.split(" ") : null,
    point: [x, y],
    at: toDegrees([x, y]),
  };
}

/* A territory that is drawn by `uses` of its path; an area alone by none. */
function outlineOf(path, uses) {
  const { pole: id, part, inset = "" } = path.dataset;
  const { zoom = 0, thinned = zoom } = uses.length ? uses[0].dataset : {};
  const d = path.getAttribute("d");
  return { id, sign: path.classList[0], part, inset, d, zoom: Number(zoom), thinned: Number(thinned), isLine: uses.length > 0, path, uses };
}

/* What the page has of the poles; those that a filter left out come with the file of all. */
function read() {
  const { state } = poles;
  const uses = new Map();
  for (const node of all(".territories use")) {
    const id = node.getAttribute("href").slice(1);
    uses.set(id, [...(uses.get(id) || []), node]);
  }
  state.seats = [...layer("seats").children].map((node) => seatOf(node));
  state.outlines = all("defs [data-pole]").map((path) => outlineOf(path, uses.get(path.id) || []));
  state.isCrowd = Boolean(source());
  if (state.isCrowd) crowds.begin(state);
}

/**
 * Fetch every pole where a view shows one that the page lacks, or where the page has gathered their
 * seats; what puts them on the map, if so. Those of a crowd come by tiles.
 * @param {View} view
 */
async function fetched(view) {
  if (poles.state.isCrowd || hasAll || isWhole(view)) return null;
  const put = await host.readLayers(host.drawings().poles, ["defs", "territories", "seats"]);
  return () => {
    hasAll = true;
    put();
    read();
  };
}

/**
 * Whether the page has every pole that a view shows or marks. A seat tells the poles that have it, also
 * those of them whose territories a filter left out.
 * @param {View} view
 */
function isWhole(view) {
  if (layer("seats").hasAttribute("data-gathered")) return false;
  const { state } = poles;
  const undrawn = host.frame().dataset.undrawn.split(" ");
  const alone = state.seats.flatMap((seat) => (seat.poles.length === 1 ? seat.poles : []));
  const known = new Set([...undrawn, ...alone, ...state.outlines.map(({ id }) => id)]);
  return [...view.poles, ...view.covering, ...(view.selected ? [view.selected] : [])].every((id) => known.has(id));
}

const isHere = (inset) => !inset || poles.state.insets.includes(inset);

/* Outlines and seats of the poles shown; a territory too small for the zoom is left to its seat,
   and among a crowd one that larger ones leave no room for (ptce_map/map/thinning.py). */
function draw() {
  const { camera, state } = poles;
  if (!state.view) return;
  hide(layer("territories"), !state.overlays.territories);
  hide(layer("seats"), !state.overlays.seats);
  const zoom = camera.getZoom();
  const waits = isThin();
  const isDrawn = ({ id, inset, isLine, zoom: least, thinned }) =>
    isLine && (waits ? thinned : least) <= zoom && state.shown.has(id) && isHere(inset);
  if (state.isCrowd) crowds.drawOutlines(state.outlines.filter(isDrawn));
  else for (const outline of state.outlines) for (const node of outline.uses) hide(node, !isDrawn(outline));
  drawSeats();
  drawChosen();
}

const isThin = () => poles.state.shown.size > rules().crowd;

/* What is looked at, once the map rests, takes the place of what was. */
const REST_MS = 60;
let resting = 0;
function renewSoon() {
  window.clearTimeout(resting);
  resting = window.setTimeout(() => renew().catch(console.error), REST_MS);
}

async function renew() {
  const { camera, state } = poles;
  const found = await tiles.renewed({ ...state, chosen: chosen(), isThin: isThin() }, camera.getZoom());
  if (!found) return;
  crowds.place(found.outlines);
  Object.assign(state, found);
  draw();
  poles.onRenewed();
}

/* When seats are gathered and territories thinned: ptce_map/map/gathering.py. */
const rules = () => JSON.parse(host.frame().dataset.gathering);

/* The discs of the seats, gathered anew where the step of the zoom or the poles shown are others; those of
   a crowd come gathered. */
function gathered() {
  const { camera, state } = poles;
  if (state.isCrowd) return seats.count(state, rules(), camera.getZoom());
  const step = seats.stepAt(camera.getZoom(), state.shown, rules());
  const of = [step, state.shown, state.seats];
  if (of.some((one, at) => one !== gatheredOf[at])) {
    const placed = [...new Map(state.seats.map((seat) => [seat.cle, seat])).values()];
    state.discs = seats.gather(placed, state.shown, step, rules());
    gatheredOf = of;
  }
  return state.discs;
}

function drawSeats() {
  const { state } = poles;
  const discs = gathered();
  for (const seat of state.seats) {
    const { ids, area } = discs.get(seat.cle) || { ids: [], area: 0 };
    Object.assign(seat, { n: isHere(seat.inset) ? ids.length : 0, area });
  }
  if (!state.isCrowd) for (const seat of state.seats) drawSeat(seat);
  else if (state.isGathered !== undefined) crowds.drawSeats(state.seats, drawSeat);
}

function drawSeat({ node, n, area }) {
  hide(node, !n);
  const size = n ? Number(Math.sqrt(area).toPrecision(3)) : 1;
  if (size !== 1 || node.style.length) style(node, "--s", size);
}

const chosen = () => {
  const { selected, lit, view } = poles.state;
  return [...new Set([selected, lit, ...(view ? view.covering : [])])].filter(Boolean);
};

/* The selected pole, the one that the list lights and those of the place looked up wear the same mark. */
function drawChosen() {
  const { state } = poles;
  const ids = chosen();
  const mine = state.outlines.filter(({ id, inset }) => ids.includes(id) && isHere(inset));
  const areas = mine.filter(({ part }) => part !== "outline");
  const lines = mine.filter(({ part }) => part !== "area");
  layer("chosen").replaceChildren(
    ...areas.map(({ path }) => copy(path, "area")),
    ...lines.map(({ path }) => copy(path, "casing")),
    ...lines.map(({ path, sign }) => copy(path, `line ${sign}`)),
  );
  if (state.isCrowd && state.view) renewSoon();
}

/* Territories that are too small, and seats gathered, change with the zoom; of a crowd, others come. */
function start(camera, state, onRenewed) {
  poles = { camera, state, onRenewed };
  read();
  camera.on("zoom", draw);
  camera.on("moveend", () => state.isCrowd && draw());
}

export { draw, drawChosen, fetched, start };
