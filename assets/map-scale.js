// @ts-check
/* The scale bar of the MapLibre map: the longest round distance that fits, at the latitude of its middle,
   shown where the map is close enough for one scale to hold over the whole screen. */

const FROM_ZOOM = 7;
const LONGEST_PX = 110;
const EQUATOR_M = 40_075_017;
const TILE_PX = 512;
const STEPS = [5, 2, 1];

const metresPerPixel = (zoom, latitude) =>
  (EQUATOR_M * Math.cos((latitude * Math.PI) / 180)) / (TILE_PX * 2 ** zoom);

/* The largest 1, 2 or 5 times a power of ten that is not above a distance. */
function roundest(metres) {
  const power = 10 ** Math.floor(Math.log10(metres));
  return power * STEPS.find((step) => step * power <= metres);
}

const written = (metres) =>
  metres < 1000 ? `${metres} m` : `${(metres / 1000).toLocaleString(document.documentElement.lang)} km`;

function draw(map) {
  const bar = document.getElementById("map-scale");
  bar.hidden = map.getZoom() < FROM_ZOOM;
  if (bar.hidden) return;
  const unit = metresPerPixel(map.getZoom(), map.getCenter().lat);
  const metres = roundest(LONGEST_PX * unit);
  bar.style.width = `${Math.round(metres / unit)}px`;
  bar.textContent = written(metres);
}

function start(map) {
  map.on("move", () => draw(map));
}

export { start };
