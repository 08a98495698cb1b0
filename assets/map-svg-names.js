// @ts-check
/* Names on the SVG map. From afar those of its units, where they fit: régions all, départements of the whole
   country small and clear of what is drawn over them. Where it is close, of places: seats of the poles, then
   prefectures, départements, communes by their inhabitants. The names of a département are fetched when it is
   looked at; what would overlap is left out. */

import * as elements from "./map-elements.js";
import * as host from "./map-host.js";
import { painted, pause } from "./tasks.js";

const FROM_ZOOM = 7.5;
const ABOVE_PX = 8;
const SMALL = "unit small";
/* What is named -> how far it keeps from other names; how wide a letter and how high a line of it are. */
const KINDS = {
  seat: { margin: 2, letter: 6.4, line: 16 },
  prefecture: { margin: 2, letter: 6.4, line: 16 },
  departement: { margin: 40, letter: 9.6, line: 16 },
  place: { margin: 20, letter: 6.4, line: 16 },
  unit: { margin: 4, letter: 6.4, line: 16 },
  [SMALL]: { margin: 7, letter: 5.6, line: 14 },
};
/* Level -> zoom from which its units are named, and named small: régions always, départements where a
   screen has room for some. */
const UNITS_FROM = {
  region: { unit: 0, small: 0 },
  departement: { unit: 5.4, small: 4.35 },
};
/* How much wider than its unit a name may be, and which part of the classes is dark. */
const OVERHANG = 1.2;
const DARK = 0.6;
/* How a name gives way to the seats of its unit: by lines and by letters; how large a seat is. */
const GIVING_WAY = [0, -1, 1, -2, 2].flatMap((lines) => [0, -2, 2, -4, 4].map((letters) => ({ lines, letters })));
/* What a name that meets a mark costs beside one that gives way; some are left out sooner. */
const MARK_COST = 20;
/** @typedef {{cost: number, lines?: string[], down?: number, right?: number}} Way */
/** @typedef {{kind: string, point: [number, number], lines?: string[], ways?: Way[], isOnDark?: boolean}} Name */
/** @type {Way[]} */
const IN_PLACE = [{ cost: 0 }];
const SEAT_PX = 6;
/* How far names keep from what lies over the map: letters are not all as wide as they are taken to be. */
const CLEAR_PX = 6;
/* Names that are placed in one task. */
const AT_A_TIME = 8;
/* No name is wider than twice this. */
const REACH_PX = 300;
const PREFECTURE_ZOOM = 7;

let map = null;

const layer = () => elements.layer("names");
const files = () => host.frame().dataset.places;

/* A name in two lines, cut after the space or the hyphen nearest to its middle. */
function halves(text) {
  const cuts = [...text.matchAll(/[ -]/g)].map(({ index }) => index + 1);
  const off = (at) => Math.abs(at - text.length / 2);
  const [cut] = cuts.sort((a, b) => off(a) - off(b));
  return cut ? [text.slice(0, cut).trimEnd(), text.slice(cut)] : [text];
}

const longest = (lines) => Math.max(...lines.map(({ length }) => length));

const isWithin = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/* What may be named in sight, the most wanted first. */
async function wanted() {
  const { camera } = map;
  const { width, height } = camera.size;
  const zoom = camera.getZoom();
  const screen = { left: 0, top: 0, right: width, bottom: height };
  const index = await host.read(files());
  const near = index.filter(({ bounds: [left, top, right, bottom] }) => {
    const [a, b] = [camera.toScreen([left, top]), camera.toScreen([right, bottom])];
    return meets({ left: a.x, top: a.y, right: b.x, bottom: b.y }, screen);
  });
  const lists = await Promise.all(near.map(({ url }) => host.read(url)));
  const places = lists.flat().filter(([, , , from]) => from <= zoom);
  const named = (kind) => ([text, x, y]) => ({ kind, lines: [text], point: [x, y] });
  const isHead = ([, , , from]) => from === PREFECTURE_ZOOM;
  return [
    ...seatsInSight().filter(({ nom }) => nom).map(({ nom, point }) => ({ kind: "seat", lines: [nom], point })),
    ...places.filter(isHead).map(named("prefecture")),
    ...near.map(({ nom, at }) => ({ kind: "departement", lines: [nom], point: at })),
    ...places.filter((place) => !isHead(place)).map(named("place")),
  ];
}

const isDark = ({ dataset, classList }) =>
  !dataset.inset && !classList.contains("outside") && (map.state.classes[dataset.code] || 0) > DARK * map.state.view.lows.length;

/* What tells whether a place lies on a dark unit. */
function onDark() {
  const paths = elements.units().filter(isDark).flatMap((node) => [...node.querySelectorAll("path")]);
  return ({ point: [x, y] }) => paths.some((path) => path.isPointInFill(new DOMPoint(x, y)));
}

/* The boxes of the units of the map, in its units: they do not change. */
const boxes = new WeakMap();
function boxOfUnit(node) {
  if (!boxes.has(node)) boxes.set(node, node.getBBox());
  return boxes.get(node);
}

/* How the units of the level are named at a zoom, if they are. */
function unitKind() {
  const from = UNITS_FROM[map.state.level];
  const zoom = map.camera.getZoom();
  if (!from || zoom < from.small) return null;
  return zoom < from.unit ? SMALL : "unit";
}

/* The units of the level, the largest first, less those that are too small for their name, each with the ways
   that it may be named: the same as long as neither the sheet nor the zoom is another. */
let kept = { key: "", rows: [] };
function unitRows(kind) {
  const scale = map.camera.scale();
  const key = `${map.state.sheet} ${kind} ${scale}`;
  if (kept.key === key && kept.rows.every(({ node }) => node.isConnected)) return kept.rows;
  const { letter, line } = KINDS[kind];
  const fits = (lines, { width, height }) =>
    longest(lines) * letter < OVERHANG * width * scale && height * scale > (lines.length + 1) * line;
  const rows = elements
    .units()
    .filter(({ dataset }) => !dataset.inset)
    .map((node) => ({ node, size: boxOfUnit(node) }))
    .map(({ node, size }) => ({ node, size, texts: [[node.dataset.name], halves(node.dataset.name)].filter((lines) => fits(lines, size)) }))
    .filter(({ texts }) => texts.length)
    .sort((a, b) => b.size.width * b.size.height - a.size.width * a.size.height)
    .map(({ node, size, texts }) => ({
      node,
      point: node.dataset.at.split(",").map(Number),
      ways: texts
        .flatMap((lines, at) => waysIn(size, kind).map((way) => ({ ...way, lines, cost: way.cost + at })))
        .sort((a, b) => a.cost - b.cost),
    }));
  kept = { key, rows };
  return rows;
}

function unitNames() {
  const kind = unitKind();
  return kind ? unitRows(kind).map(({ node, point, ways }) => ({ kind, point, ways, isOnDark: isDark(node) })) : [];
}

/* Where the name of a unit may stand: in its middle, or beside it. */
function waysIn({ width, height }, kind) {
  const scale = map.camera.scale();
  const { letter, line } = KINDS[kind];
  return GIVING_WAY.map(({ lines, letters }) => ({ down: lines * line, right: letters * letter, cost: Math.abs(lines) + Math.abs(letters) / 2 })).filter(
    ({ down, right }) => Math.abs(down) < (height * scale) / 4 && Math.abs(right) < (width * scale) / 5,
  );
}

const isMiddle = (kind) => kind === "departement" || kind.startsWith("unit");

/* The box of some lines about a place of the screen. */
function boxOf({ x, y }, kind, lines, down = 0, right = 0) {
  const { letter, line } = KINDS[kind];
  const wide = (longest(lines) * letter) / 2;
  const middle = down + (isMiddle(kind) ? y : y - ABOVE_PX);
  const high = (lines.length * line) / 2;
  return { left: x + right - wide, right: x + right + wide, top: middle - high, bottom: middle + high };
}

function seatBox({ point }) {
  const { x, y } = map.camera.toScreen(point);
  return { left: x - SEAT_PX, right: x + SEAT_PX, top: y - SEAT_PX, bottom: y + SEAT_PX };
}

/* Those that are drawn, on the screen or so near that their names reach it: of many seats, few. */
function seatsInSight() {
  const { camera, state } = map;
  if (!state.overlays.seats) return [];
  const { width, height } = camera.size;
  const screen = { left: -REACH_PX, top: -REACH_PX, right: width + REACH_PX, bottom: height + REACH_PX };
  return state.seats.filter((seat) => seat.n && !seat.inset && meets(seatBox(seat), screen));
}

/* The proportional circles, on the screen. */
function circleBoxes() {
  const circles = [...elements.layer("circles").children].filter(({ dataset }) => !dataset.inset);
  return circles.map((node) => {
    const { x, y } = map.camera.toScreen([Number(node.getAttribute("cx")), Number(node.getAttribute("cy"))]);
    const r = Number(node.style.getPropertyValue("--r"));
    return { left: x - r, right: x + r, top: y - r, bottom: y + r };
  });
}

/* Names in their order, each whole where it meets none before it, nor what lies over the map; those of units give way to seats and circles, if
   they can, and the small ones are left out where they cannot. Some at a time; nothing where they are no
   longer wanted. */
/**
 * @param {Name[]} names
 * @param {() => boolean} isWanted
 * @returns {Promise<Name[] | null>}
 */
async function placed(names, isWanted) {
  const marks = [...seatsInSight().map(seatBox), ...circleBoxes()];
  const found = [];
  const covers = host.covers();
  const taken = [];
  for (const [at, name] of names.entries()) {
    if (at % AT_A_TIME === 0) await pause();
    if (!isWanted()) return null;
    const best = bestOf(name, taken, marks, covers);
    if (!best) continue;
    taken.push(best.box);
    found.push(best.one);
  }
  return found;
}

/* Where a name stands best, of its ways in the order of what they cost: the first that meets no mark. */
/**
 * @param {Name} name
 * @param {object[]} taken
 * @param {object[]} marks
 * @param {object[]} covers
 */
function bestOf({ ways = IN_PLACE, ...name }, taken, marks, covers) {
  const { width, height } = map.camera.size;
  const screen = { left: 0, top: 0, right: width, bottom: height };
  const { margin } = KINDS[name.kind];
  const asked = name.kind.startsWith("unit") ? marks : [];
  const place = map.camera.toScreen(name.point);
  let best = null;
  for (const { cost, ...way } of ways) {
    const box = boxOf(place, name.kind, way.lines || name.lines, way.down, way.right);
    const room = grown(box, margin);
    if (!isWithin(box, screen) || covers.some((cover) => meets(grown(box, CLEAR_PX), cover))) continue;
    if (taken.some((other) => meets(room, other))) continue;
    const met = asked.filter((mark) => meets(box, mark)).length;
    const price = met * MARK_COST + cost;
    if (!(met && name.kind === SMALL) && !(best && best.price <= price)) best = { one: { ...name, ...way }, box, price };
    if (!met) break;
  }
  return best;
}

const grown = ({ left, right, top, bottom }, margin) => ({ left: left - margin, right: right + margin, top: top - margin, bottom: bottom + margin });

function lineOf(text, x, dy) {
  const line = elements.make("tspan", dy ? { x, dy } : { x });
  line.textContent = text;
  return line;
}

function write({ kind, lines, point, down = 0, right = 0, isOnDark = false }) {
  const name = isOnDark ? `${kind} on-dark` : kind;
  const px = 1 / map.camera.scale();
  const { line } = KINDS[kind];
  const x = point[0] + right * px;
  const top = point[1] + (down - ((lines.length - 1) * line) / 2) * px;
  const node = elements.make("text", { class: name, x, y: top, dy: isMiddle(kind) ? "0.3em" : "-0.6em" });
  if (lines.length === 1) node.textContent = lines[0];
  else node.append(...lines.map((text, at) => lineOf(text, x, at && line * px)));
  return node;
}

/* Names that stand as they are wanted are left alone. */
let written = "";
function put(names) {
  const drawn = `${map.camera.scale()} ${JSON.stringify(names)}`;
  if (drawn === written) return;
  written = drawn;
  layer().replaceChildren(...names.map(write));
}

let turn = 0;
async function renew() {
  const mine = ++turn;
  const isWanted = () => mine === turn;
  await painted();
  if (!isWanted()) return;
  const isNear = map.camera.getZoom() >= FROM_ZOOM;
  const asked = isNear ? await wanted() : unitsAsked();
  const names = await placed(asked, isWanted);
  if (!names) return;
  const isOnDark = isNear && onDark();
  put(isOnDark ? names.map((name) => ({ ...name, isOnDark: isOnDark(name) })) : names);
}

const unitsAsked = () => (map.state.view ? unitNames() : []);

function start(camera, state) {
  map = { camera, state };
  camera.on("moveend", draw);
}

const draw = () => renew().catch(console.error);

export { draw, start };
