// @ts-check
/* Seats, gathered where they are too many to be told apart: a disc then stands for its neighbours, as
   ptce_map/map/gathering.py worked out for each zoom, and its area says how many poles it holds. */

import { toDegrees } from "./mercator.js";

const LEAST_AREA = 0.3;

/* The box of several seats, in degrees; nothing for one alone. */
function boundsOf([left, top, right, bottom]) {
  if (left === undefined) return null;
  const [[west, north], [east, south]] = [toDegrees([left, top]), toDegrees([right, bottom])];
  return [west, south, east, north];
}

/* A row of map-tiles.js as a seat: `point` in the frame of the map, `at` in degrees, the ranks of its poles,
   the box of those that it stands for. A copy in an inset has a key of its own. */
function seatOfRow([key, sign, inset, nom, x, y, ranks, box]) {
  const cle = inset ? `${inset}/${key}` : key;
  return { cle, sign, inset, nom, ranks, point: [x, y], at: toDegrees([x, y]), bounds: boundsOf(box) };
}

/* Key of a disc of map-tiles.js -> the poles shown that it stands for, the box of its seats and its area;
   counted anew where the seats or the poles shown are others. */
function count(state, { largest: bound, zooms }, zoom) {
  const { seats, shown, view, largest, isGathered } = state;
  const of = [seats, shown];
  if (state.countedOf && of.every((one, at) => one === state.countedOf[at])) return state.discs;
  const isEach = !isGathered || zoom >= zooms.at(-1);
  const discs = seats.map(({ cle, ranks, bounds }) => {
    const ids = ranks.map((rank) => view.everyone[rank]).filter((id) => shown.has(id));
    return [cle, { ids, bounds, area: isEach ? ids.length : areaOf(ids.length, largest, bound), members: [] }];
  });
  Object.assign(state, { countedOf: of, discs: new Map(discs) });
  return state.discs;
}

/**
 * Whether so many poles are shown that seats are gathered, and the step of the zoom if so.
 * @param {number} zoom
 * @param {Set<string>} shown
 * @param {{zooms: number[], crowd: number}} rules
 */
function stepAt(zoom, shown, { zooms, crowd }) {
  if (shown.size <= crowd) return zooms.length;
  return Math.max(zooms.filter((least) => least <= zoom).length - 1, 0);
}

/* The key of the seat that stands for a seat; beyond the last step, its own. */
const headOf = ({ cle, relais }, step) => (relais && relais[step]) || cle;

/**
 * @param {Seat[]} seats
 * @param {number} step
 * @param {(seat: Seat) => string[]} idsOf
 * @returns {Map<string, Disc>}
 */
function counted(seats, step, idsOf) {
  const discs = new Map();
  for (const seat of seats) {
    const head = headOf(seat, step);
    const disc = discs.get(head) || { ids: [], members: [] };
    const ids = idsOf(seat);
    disc.ids.push(...ids);
    if (ids.length) disc.members.push(seat);
    discs.set(head, disc);
  }
  return discs;
}

/**
 * Key of a seat -> the poles that its disc holds, the seats gathered and the area of the disc, in
 * seats: that of the largest of all poles is bounded, so that a filter changes no scale.
 * @param {Seat[]} seats
 * @param {Set<string>} shown
 * @param {number} step
 * @param {{zooms: number[], largest: number}} rules
 * @returns {Map<string, Disc>}
 */
function gather(seats, shown, step, { zooms, largest }) {
  const discs = counted(seats, step, ({ poles }) => poles.filter((id) => shown.has(id)));
  const all = step < zooms.length ? counted(seats, step, ({ poles }) => poles) : new Map();
  const most = Math.max(1, ...[...all.values()].map(({ ids }) => ids.length));
  for (const disc of discs.values())
    disc.area = step < zooms.length ? areaOf(disc.ids.length, most, largest) : disc.ids.length;
  return discs;
}

/**
 * The area of a disc of so many poles, where the largest of all has `most` and the area of `largest` seats.
 * @param {number} n
 * @param {number} most
 * @param {number} largest
 */
const areaOf = (n, most, largest) => Math.max(Math.min(1, largest / most) * n, LEAST_AREA);

/**
 * West, south, east and north of the seats that a disc gathers; nothing for a single one.
 * @param {Disc} disc
 * @returns {[number, number, number, number] | null}
 */
function spread(disc) {
  const points = disc.members.map(({ at }) => at);
  if (points.length < 2) return null;
  const [lon, lat] = [0, 1].map((axis) => points.map((point) => point[axis]));
  return [Math.min(...lon), Math.min(...lat), Math.max(...lon), Math.max(...lat)];
}

/* Give the MapLibre map the discs of what is shown at its zoom. */
function draw(map, state) {
  const step = stepAt(map.getZoom(), state.shown, state.gathering);
  if (state.hasTiles) count(state, state.gathering, map.getZoom());
  else state.discs = gather(state.seats, state.shown, step, state.gathering);
  for (const seat of state.seats) {
    const { ids, area } = state.discs.get(seat.cle) || { ids: [], area: 0 };
    const [n, size] = [ids.length, ids.length && area];
    if (n !== seat.n || size !== seat.area)
      map.setFeatureState({ source: "sieges", id: seat.cle }, { n, area: size });
    Object.assign(seat, { n, area: size });
  }
  state.step = step;
}

/* Discs change with the zoom, at its steps only. */
function follow(map, state) {
  map.on("zoom", () => {
    if (map.style && stepAt(map.getZoom(), state.shown, state.gathering) !== state.step) draw(map, state);
  });
}

export { areaOf, count, draw, follow, gather, seatOfRow, spread, stepAt };
