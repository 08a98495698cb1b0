// @ts-check
/* What carries out the moves of the SVG map: see map-moves.js. */

const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");
const MOVE_MS = 400;
const KEY_MS = 150;
const MOST_ZOOM = 11;

const glide = (ms) => (STILL.matches ? 0 : ms);

/**
 * @param {any} eye its camera
 * @param {Mover["home"]} home what it shows at first
 * @returns {Mover}
 */
const createMover = (eye, home) => ({
  home,
  fit: (bounds, { instant = false, margin }) => eye.fit(bounds, margin, MOST_ZOOM, instant ? 0 : glide(MOVE_MS)),
  pan: (x, y) => eye.panBy([x, y], glide(KEY_MS)),
  zoom: (by) => eye.zoomBy(by, glide(KEY_MS)),
  jump: (extent) => eye.jumpTo(extent),
  onRest: (told) => eye.on("moveend", told),
  onUserMove: (told) => eye.on("user", told),
  now: () => ({ center: eye.getCenter().toArray(), zoom: eye.getZoom() }),
  onResize: (told) => eye.on("resize", told),
});

export { createMover };
