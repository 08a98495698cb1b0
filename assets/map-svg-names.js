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
const PREFECTURE_ZOOM = 7;

let map = null;

const layer = () => elements.layer("names");
const files = () => host.frame().dataset.places;

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
  const named = (kind) => ([text, x, y]) => ({ kind, text, point: [x, y] });
  const isHead = ([, , , from]) => from === PREFECTURE_ZOOM;
  const seats = state.overlays.seats ? state.seats.filter(({ n, inset, nom }) => n && !inset && nom) : [];
  return [
    ...seats.map(({ nom, point }) => ({ kind: "seat", text: nom, point })),
    ...places.filter(isHead).map(named("prefecture")),
    ...near.map(({ nom, at }) => ({ kind: "departement", text: nom, point: at })),
    ...places.filter((place) => !isHead(place)).map(named("place")),
  ];
}

/* The units of the level, the largest first, less those that are too small for their name. */
function unitNames() {
  const { camera, state } = map;
  if (!(camera.getZoom() >= UNITS_FROM[state.level])) return [];
  const scale = camera.scale();
  const dark = DARK * state.view.lows.length;
  return elements
    .units()
    .filter(({ dataset }) => !dataset.inset)
    .map((node) => ({ node, size: node.getBBox() }))
    .filter(({ node, size }) => node.dataset.name.length * LETTER_PX < OVERHANG * size.width * scale && size.height * scale > 2 * LINE_PX)
    .sort((a, b) => b.size.width * b.size.height - a.size.width * a.size.height)
    .map(({ node: { dataset, classList } }) => ({
      kind: "unit",
      text: dataset.name,
      point: dataset.at.split(",").map(Number),
      isOnDark: !classList.contains("outside") && (state.classes[dataset.code] || 0) > dark,
    }));
}

const isMiddle = (kind) => kind === "departement" || kind === "unit";

function boxOf({ kind, text, point }) {
  const { x, y } = map.camera.toScreen(point);
  const wide = (text.length * LETTER_PX * (kind === "departement" ? WIDE : 1)) / 2;
  const middle = isMiddle(kind) ? y : y - ABOVE_PX;
  return { left: x - wide, right: x + wide, top: middle - LINE_PX / 2, bottom: middle + LINE_PX / 2 };
}

/* Names in their order, each where it meets none before it. */
function placed(names) {
  const { width, height } = map.camera.size;
  const kept = [];
  const taken = [];
  for (const name of names) {
    const box = boxOf(name);
    const margin = KINDS[name.kind];
    const room = { left: box.left - margin, right: box.right + margin, top: box.top - margin, bottom: box.bottom + margin };
    const isInSight = meets(box, { left: 0, top: 0, right: width, bottom: height });
    if (!isInSight || taken.some((other) => meets(room, other))) continue;
    taken.push(box);
    kept.push(name);
  }
  return kept;
}

function write({ kind, text, point: [x, y], isOnDark = false }) {
  const name = isOnDark ? `${kind} on-dark` : kind;
  const node = elements.make("text", { class: name, x, y, dy: isMiddle(kind) ? "0.3em" : "-0.6em" });
  node.textContent = text;
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
  if (mine === turn) layer().replaceChildren(...placed(names).map(write));
}

function start(camera, state) {
  map = { camera, state };
  camera.on("moveend", draw);
}

const draw = () => renew().catch(console.error);

export { draw, start };
