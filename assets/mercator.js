// @ts-check
/* The frame of the SVG map, as ptce_map/map/svg/frame.py draws in it: Web Mercator, in units of a
   ten-thousandth of France and its insets, downwards. Zooms are those of MapLibre; a scale is how many
   CSS pixels a unit is. */

/** @typedef {[number, number]} Point */

/** West, south, east and north of what the map shows at first. @type {[number, number, number, number]} */
const HOME = [-13.45, 41.2, 9.8, 51.3];
/* What narrow screens show of it: the mainland, and the insets that their stylesheet moves beside it. */
/** @type {[number, number, number, number]} */
const NARROW = [-8.15, 41.2, 9.8, 51.3];
const homeOfScreen = () => (window.matchMedia("(max-width: 767px)").matches ? NARROW : HOME);
const WORLD = (10_000 * 360) / (HOME[2] - HOME[0]);
const TILE_PX = 512;

/** @param {number} latitude */
const northOf = (latitude) => (Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) * WORLD) / (2 * Math.PI);
const LEFT = (HOME[0] * WORLD) / 360;
const TOP = northOf(HOME[3]);

/** @param {Point} degrees longitude and latitude @returns {Point} */
const toUnits = ([lon, lat]) => [(lon * WORLD) / 360 - LEFT, TOP - northOf(lat)];

/** @param {Point} units @returns {Point} */
const toDegrees = ([x, y]) => [
  ((x + LEFT) * 360) / WORLD,
  (Math.atan(Math.sinh(((TOP - y) * 2 * Math.PI) / WORLD)) * 180) / Math.PI,
];

/** @param {number} scale */
const zoomOf = (scale) => Math.log2((scale * WORLD) / TILE_PX);

/** @param {number} zoom */
const scaleOf = (zoom) => (TILE_PX * 2 ** zoom) / WORLD;

export { HOME, homeOfScreen, scaleOf, toDegrees, toUnits, zoomOf };
