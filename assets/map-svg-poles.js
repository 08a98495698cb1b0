// @ts-check
/* The territories and the seats of the poles on the SVG map: which are shown, and the pole that is open. */

import { all, copy, hide, layer, style } from "./map-elements.js";
import * as host from "./map-host.js";
import * as seats from "./map-seats.js";
import { toDegrees } from "./mercator.js";

let poles = null;
let hasAll = false;

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

/* What the page has of the poles; those that a filter left out come with the file of all. */
function read() {
  const { state } = poles;
  state.seats = [...layer("seats").children].map((node) => seatOf(node));
  state.outlines = all("defs [data-pole]").map((path) => ({
    path,
    id: path.dataset.pole,
    sign: path.classList[0],
    part: path.dataset.part,
    inset: path.dataset.inset || "",
    uses: all(`.territories use[href="#${path.id}"]`),
  }));
}

/**
 * Fetch every pole where a view shows one that the page lacks, or where the page has gathered their
 * seats; what puts them on the map, if so.
 * @param {View} view
 */
async function fetched(view) {
  const { state } = poles;
  const undrawn = host.frame().dataset.undrawn.split(" ");
  const known = new Set([...undrawn, ...state.seats.flatMap((seat) => seat.poles), ...state.outlines.map(({ id }) => id)]);
  const isWhole = !layer("seats").hasAttribute("data-gathered") && view.poles.every((id) => known.has(id));
  if (hasAll || isWhole) return null;
  const put = await host.readLayers(host.drawings().poles, ["defs", "territories", "seats"]);
  return () => {
    hasAll = true;
    put();
    read();
  };
}

const isHere = (inset) => !inset || poles.state.insets.includes(inset);

/* Outlines and seats of the poles shown; a territory too small for the zoom is left to its seat. */
function draw() {
  const { camera, state } = poles;
  if (!state.view) return;
  hide(layer("territories"), !state.overlays.territories);
  hide(layer("seats"), !state.overlays.seats);
  const zoom = camera.getZoom();
  for (const { id, inset, uses } of state.outlines)
    for (const node of uses) hide(node, !state.shown.has(id) || !isHere(inset) || Number(node.dataset.zoom) > zoom);
  drawSeats();
  drawChosen();
}

function drawSeats() {
  const { camera, state } = poles;
  const rules = JSON.parse(host.frame().dataset.gathering);
  const placed = [...new Map(state.seats.map((seat) => [seat.cle, seat])).values()];
  state.discs = seats.gather(placed, state.shown, seats.stepAt(camera.getZoom(), state.shown, rules), rules);
  for (const seat of state.seats) {
    const { ids, area } = state.discs.get(seat.cle) || { ids: [], area: 0 };
    Object.assign(seat, { n: ids.length, area });
    hide(seat.node, !ids.length || !isHere(seat.inset));
    const size = ids.length ? Number(Math.sqrt(area).toPrecision(3)) : 1;
    if (size !== 1 || seat.node.style.length) style(seat.node, "--s", size);
  }
}

/* The selected pole, the one that the list lights and those of the place looked up wear the same mark. */
function drawChosen() {
  const { state } = poles;
  const ids = [state.selected, state.lit, ...(state.view ? state.view.covering : [])].filter(Boolean);
  const mine = state.outlines.filter(({ id, inset }) => ids.includes(id) && isHere(inset));
  const areas = mine.filter(({ part }) => part !== "outline");
  const lines = mine.filter(({ part }) => part !== "area");
  layer("chosen").replaceChildren(
    ...areas.map(({ path }) => copy(path, "area")),
    ...lines.map(({ path }) => copy(path, "casing")),
    ...lines.map(({ path, sign }) => copy(path, `line ${sign}`)),
  );
}

/* Territories that are too small, and seats gathered, change with the zoom. */
function start(camera, state) {
  poles = { camera, state };
  read();
  camera.on("zoom", draw);
}

export { draw, drawChosen, fetched, start };
