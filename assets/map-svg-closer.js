// @ts-check
/* A part of the country on the SVG map is drawn with finer paths, fetched when it is looked at. What they
   replace comes back with the whole country, which would be slower with them. */

import { layer, units } from "./map-elements.js";
import * as host from "./map-host.js";
import * as svgPoles from "./map-svg-poles.js";

const FROM_ZOOM = 6;

let map = null;
/* What is drawn finely -> its paths, each with what it was from afar. */
const drawn = new Map();

const isClose = () => map.camera.getZoom() >= FROM_ZOOM;
const keyOf = ({ inset = "", code }) => `${inset}/${code}`;

/* Part of the map -> its paths, each with the finer one of a file. */
const PAIRS = {
  units: (finer) => [
    ...units().map((node) => [node.firstElementChild, finer.units[keyOf(node.dataset)]]),
    ...[...layer("limits").children].map((node) => [node, finer.limits[node.dataset.limit]]),
  ],
  poles: (finer) => map.state.outlines.map(({ path }) => [path, finer.outlines[Number(path.id.slice(1))]]),
};

async function renew() {
  const files = host.drawings().close;
  await Promise.all([change("units", files[map.state.sheet]), change("poles", files.poles)]);
  if (isClose()) svgPoles.drawChosen();
}

async function change(part, address) {
  if (!address || isClose() === drawn.has(part)) return;
  if (!isClose()) {
    for (const [node, far] of drawn.get(part)) node.setAttribute("d", far);
    drawn.delete(part);
    return;
  }
  const finer = await host.read(address);
  if (drawn.has(part) || !isClose()) return;
  const pairs = PAIRS[part](finer).filter(([, path]) => path);
  drawn.set(part, pairs.map(([node]) => [node, node.getAttribute("d")]));
  for (const [node, path] of pairs) node.setAttribute("d", path);
}

function start(camera, state) {
  map = { camera, state };
  camera.on("moveend", draw);
}

const draw = () => renew().catch(console.error);
const forget = (part) => drawn.delete(part);

export { draw, forget, start };
