// @ts-check
/* Names on the SVG map. From afar those of its units, where they fit; where it is close, of places: seats of
   the poles, then prefectures, départements, communes by their inhabitants. The names of a département are
   fetched when it is looked at; what would overlap is left out. */

import * as elements from "./map-elements.js";
import * as host from "./map-host.js";

const FROM_ZOOM = 7.5;
const LETTER_PX = 6.4;
const LINE_PX = 16;
const ABOVE_PX = 8;
const KINDS = { seat: 2, prefecture: 2, departement: 40, place: 20, unit: 4 };
/* Level -> zoom from which its units are named: régions always, départements within a région or two. */
const UNITS_FROM = { region: 0, departement: 5.4 };
/* How much wider than its unit a name may be, and which part of the classes is dark. */
const OVERHANG = 1.2;
const DARK = 0.6;
const WIDE = 1.5;
/* How far, in lines, a name gives way to the seats of its unit; how large a seat is. */
const GIVING_WAY = [0, -1, 1, -2, 2];
const SEAT_PX = 6;
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

const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/* What may be named in sight, the most wanted first. */
async function wanted() {
  const { camera, state } = map;
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
  const seats = state.overlays.seats ? state.seats.filter(({ n, inset, nom }) => n && !inset && nom) : [];
  return [
    ...seats.map(({ nom, point }) => ({ kind: "seat", lines: [nom], point })),
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

/* The units of the level, the largest first, less those that are too small for their name. */
function unitNames() {
  const { camera, state } = map;
  if (!(camera.getZoom() >= UNITS_FROM[state.level])) return [];
  const scale = camera.scale();
  const fits = (lines, { width, height }) =>
    longest(lines) * LETTER_PX < OVERHANG * width * scale && height * scale > (lines.length + 1) * LINE_PX;
  return elements
    .units()
    .filter(({ dataset }) => !dataset.inset)
    .map((node) => ({ node, size: node.getBBox() }))
    .map(({ node, size }) => ({ node, size, lines: [[node.dataset.name], halves(node.dataset.name)].find((lines) => fits(lines, size)) }))
    .filter(({ lines }) => lines)
    .sort((a, b) => b.size.width * b.size.height - a.size.width * a.size.height)
    .map(({ node, size, lines }) => ({
      kind: "unit",
      lines,
      point: node.dataset.at.split(",").map(Number),
      isOnDark: isDark(node),
      ways: GIVING_WAY.map((n) => n * LINE_PX).filter((px) => Math.abs(px) < (size.height * scale) / 4),
    }));
}

const isMiddle = (kind) => kind === "departement" || kind === "unit";

function boxOf({ kind, lines, point }, down = 0) {
  const { x, y } = map.camera.toScreen(point);
  const wide = (longest(lines) * LETTER_PX * (kind === "departement" ? WIDE : 1)) / 2;
  const middle = down + (isMiddle(kind) ? y : y - ABOVE_PX);
  const high = (lines.length * LINE_PX) / 2;
  return { left: x - wide, right: x + wide, top: middle - high, bottom: middle + high };
}

/* The seats on the screen. */
function seatBoxes() {
  const { camera, state } = map;
  const seats = state.overlays.seats ? state.seats.filter(({ n, inset }) => n && !inset) : [];
  return seats.map(({ point }) => {
    const { x, y } = camera.toScreen(point);
    return { left: x - SEAT_PX, right: x + SEAT_PX, top: y - SEAT_PX, bottom: y + SEAT_PX };
  });
}

/* Names in their order, each where it meets none before it; those of units give way to seats, if they can. */
function placed(names) {
  const { width, height } = map.camera.size;
  const seats = seatBoxes();
  const kept = [];
  const taken = [];
  for (const name of names) {
    const { ways = [0] } = name;
    const isFree = (down) => ![...taken, ...seats].some((other) => meets(boxOf(name, down), other));
    const down = ways.find(isFree) || 0;
    const box = boxOf(name, down);
    const margin = KINDS[name.kind];
    const room = { left: box.left - margin, right: box.right + margin, top: box.top - margin, bottom: box.bottom + margin };
    const isInSight = meets(box, { left: 0, top: 0, right: width, bottom: height });
    if (!isInSight || taken.some((other) => meets(room, other))) continue;
    taken.push(box);
    kept.push({ ...name, down });
  }
  return kept;
}

function lineOf(text, x, dy) {
  const line = elements.make("tspan", dy ? { x, dy } : { x });
  line.textContent = text;
  return line;
}

function write({ kind, lines, point: [x, y], down, isOnDark = false }) {
  const name = isOnDark ? `${kind} on-dark` : kind;
  const px = 1 / map.camera.scale();
  const top = y + (down - ((lines.length - 1) * LINE_PX) / 2) * px;
  const node = elements.make("text", { class: name, x, y: top, dy: isMiddle(kind) ? "0.3em" : "-0.6em" });
  if (lines.length === 1) node.textContent = lines[0];
  else node.append(...lines.map((line, at) => lineOf(line, x, at && LINE_PX * px)));
  return node;
}

let turn = 0;
async function renew() {
  const mine = ++turn;
  if (map.camera.getZoom() < FROM_ZOOM) {
    layer().replaceChildren(...(map.state.view ? placed(unitNames()).map(write) : []));
    return;
  }
  const names = await wanted();
  if (mine !== turn) return;
  const isOnDark = onDark();
  layer().replaceChildren(...placed(names).map((name) => write({ ...name, isOnDark: isOnDark(name) })));
}

function start(camera, state) {
  map = { camera, state };
  camera.on("moveend", draw);
}

const draw = () => renew().catch(console.error);

export { draw, start };
