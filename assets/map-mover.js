// @ts-check
/* What carries out the moves of the MapLibre map. */

import * as moves from "./map-moves.js";
import { HOME } from "./mercator.js";

const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");
const MOVE_MS = 400;
const KEY_MS = 150;
const USER_MOVES = ["wheel", "dragstart", "touchmove", "boxzoomstart", "dblclick"];

const glide = (duration) => ({ duration: STILL.matches ? 0 : duration });

/**
 * See map-moves.js for what a mover does.
 * @param {any} map
 * @returns {Mover}
 */
function createMover(map) {
  return {
    home: HOME,
    fit(bounds, { instant = false, margin }) {
      const padding = moves.padding(margin);
      const [west, south, east, north] = bounds;
      const options = { padding, maxZoom: 11, ...glide(instant ? 0 : MOVE_MS) };
      map.fitBounds([[west, south], [east, north]], options);
    },
    pan: (x, y) => map.panBy([x, y], glide(KEY_MS)),
    zoom: (by) => (by > 0 ? map.zoomIn(glide(KEY_MS)) : map.zoomOut(glide(KEY_MS))),
    jump: (extent) => map.jumpTo(extent),
    onRest: (told) => map.on("moveend", told),
    onUserMove: (told) => USER_MOVES.forEach((event) => map.on(event, told)),
    now: () => ({ center: map.getCenter().toArray(), zoom: map.getZoom() }),
    onResize: (told) => map.on("resize", told),
  };
}

export { createMover };
