// @ts-check
/* Where the SVG map looks, in the words of MapLibre: its centre and zoom, moved by the pointer, the wheel
   and two fingers. The map is moved by its viewBox alone. Lengths without a unit are those of the frame
   of ptce_map/map/svg/frame.py; `k` is how many CSS pixels one of them is. */

import { scaleOf, toDegrees, toUnits, zoomOf } from "./mercator.js";

const ZOOMS = [2, 13];
const NEAR_ZOOM = 8;
const LARGE_ZOOM = 4.3;
const CLICK_PX = 4;
const EDGE_PX = 6;
const WHEEL = 0.0018;
const LINE_PX = 18;
const HATCHES = ["hatch-missing", "hatch-pole"];

const bounded = (zoom) => Math.min(ZOOMS[1], Math.max(ZOOMS[0], zoom));

/* A camera on the svg of a home, in a stage that it moves over. */
function create(svg, home, stage) {
  const told = new Map();
  const tell = (event, detail) => (told.get(event) || []).forEach((act) => act(detail));
  const on = (event, act) => told.set(event, [...(told.get(event) || []), act]);
  const size = { width: 0, height: 0 };
  const place = { x: 0, y: 0, k: 1 };
  let glide = 0;
  let isAsked = false;

  /* The part of the stage that nothing covers. */
  const room = () => ({
    left: home.offsetLeft,
    top: home.offsetTop,
    width: Math.max(1, home.clientWidth),
    height: Math.max(1, home.clientHeight),
  });

  /* The part of it that is in sight: on phones the frame of the whole country reaches beyond. */
  const sight = () => {
    const { left, top, width, height } = room();
    const from = left < 0 ? EDGE_PX : left;
    return { left: from, top, width: Math.max(1, left + width - from), height };
  };

  function measure() {
    Object.assign(size, { width: stage.clientWidth, height: stage.clientHeight });
  }

  /* The place that brings a box of units to the middle of the room. */
  function placeOf([left, top, width, height], most = ZOOMS[1], free = sight()) {
    const k = Math.min(free.width / width, free.height / height, scaleOf(most));
    const [aimX, aimY] = [free.left + free.width / 2, free.top + free.height / 2];
    return {
      x: left + width / 2 - (aimX - size.width / 2) / k,
      y: top + height / 2 - (aimY - size.height / 2) / k,
      k,
    };
  }

  function draw() {
    isAsked = false;
    const free = room();
    const { x, y, k } = place;
    const box = [x + (free.left - size.width / 2) / k, y + (free.top - size.height / 2) / k, free.width / k, free.height / k];
    svg.setAttribute("viewBox", box.map((edge) => edge.toFixed(2)).join(" "));
    if (svg.dataset.k !== String(k)) rescale(k);
    tell("move");
  }

  /* What keeps its size on the screen. */
  function rescale(k) {
    svg.dataset.k = k;
    svg.style.setProperty("--px", 1 / k);
    svg.toggleAttribute("data-near", zoomOf(k) >= NEAR_ZOOM);
    svg.toggleAttribute("data-large", zoomOf(k) >= LARGE_ZOOM);
    for (const id of HATCHES)
      document.getElementById(id).setAttribute("patternTransform", `scale(${1 / k}) rotate(45)`);
    tell("zoom");
  }

  function ask() {
    if (isAsked) return;
    isAsked = true;
    window.requestAnimationFrame(draw);
  }

  /* Go to a place, at once or in so many milliseconds; what is under way is given up. */
  function go(to, duration = 0) {
    window.cancelAnimationFrame(glide);
    const from = { ...place };
    const start = performance.now();
    const step = (now) => {
      const t = duration ? Math.min(1, Math.max(0, (now - start) / duration)) : 1;
      const eased = t * (2 - t);
      place.k = from.k * (to.k / from.k) ** eased;
      const part = to.k === from.k ? eased : (1 / from.k - 1 / place.k) / (1 / from.k - 1 / to.k);
      place.x = from.x + part * (to.x - from.x);
      place.y = from.y + part * (to.y - from.y);
      draw();
      if (t < 1) glide = window.requestAnimationFrame(step);
      else tell("moveend");
    };
    step(start);
  }

  const toPlace = ({ center, zoom }) => {
    const [x, y] = toUnits(center);
    return { x, y, k: scaleOf(bounded(zoom)) };
  };

  /* The place with a point of the stage kept where it is, so many times larger. */
  function around([px, py], factor) {
    const k = scaleOf(bounded(zoomOf(place.k * factor)));
    const [dx, dy] = [px - size.width / 2, py - size.height / 2];
    return { x: place.x + dx / place.k - dx / k, y: place.y + dy / place.k - dy / k, k };
  }

  /** @returns {[number, number]} */
  const pointOf = ({ clientX, clientY }) => {
    const { left, top } = stage.getBoundingClientRect();
    return [clientX - left, clientY - top];
  };

  /* The reader's hand: one pointer drags, two zoom; what moves less than a few pixels is a click. */
  function followPointers() {
    const down = new Map();
    let isDrag = false;
    /** @returns {[number, number]} */
    const middle = () => {
      const points = [...down.values()];
      const mean = (axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
      return [mean(0), mean(1)];
    };
    const spread = () => {
      const [a, b] = [...down.values()];
      return b ? Math.hypot(a[0] - b[0], a[1] - b[1]) : 0;
    };
    stage.addEventListener("pointerdown", (event) => {
      if (event.button || event.target.closest("button")) return;
      if (!down.size) isDrag = false;
      down.set(event.pointerId, pointOf(event));
      window.cancelAnimationFrame(glide);
    });
    stage.addEventListener("pointermove", (event) => {
      if (!down.has(event.pointerId)) return;
      const [before, wide] = [middle(), spread()];
      const start = down.get(event.pointerId);
      const now = pointOf(event);
      if (!isDrag && Math.hypot(now[0] - start[0], now[1] - start[1]) < CLICK_PX) return;
      if (!isDrag) stage.setPointerCapture(event.pointerId);
      isDrag = true;
      down.set(event.pointerId, now);
      if (wide) Object.assign(place, around(before, spread() / wide));
      const at = middle();
      place.x -= (at[0] - before[0]) / place.k;
      place.y -= (at[1] - before[1]) / place.k;
      tell("user");
      ask();
    });
    const lift = ({ pointerId }) => {
      if (down.delete(pointerId) && isDrag && !down.size) tell("moveend");
    };
    stage.addEventListener("pointerup", lift);
    stage.addEventListener("pointercancel", lift);
    stage.addEventListener("click", (event) => {
      if (isDrag) event.stopImmediatePropagation();
      if (isDrag) event.preventDefault();
      isDrag = false;
    }, true);
    stage.addEventListener("dragstart", (event) => event.preventDefault());
  }

  let rest = 0;
  function followWheel(event) {
    if (event.target.closest(".card")) return;
    event.preventDefault();
    const delta = event.deltaMode ? event.deltaY * LINE_PX : event.deltaY;
    window.cancelAnimationFrame(glide);
    Object.assign(place, around(pointOf(event), Math.exp(-delta * WHEEL)));
    tell("user");
    ask();
    window.clearTimeout(rest);
    rest = window.setTimeout(() => tell("moveend"), 200);
  }

  function followSize() {
    new ResizeObserver(() => {
      const { width, height } = size;
      measure();
      if (!size.width || (width === size.width && height === size.height)) return;
      draw();
      tell("resize");
    }).observe(stage);
  }

  /** @returns {[number, number, number, number]} */
  const boxOf = ([west, south, east, north]) => {
    const [left, top] = toUnits([west, north]);
    const [right, bottom] = toUnits([east, south]);
    return [left, top, right - left, bottom - top];
  };

  /** @returns {[number, number, number, number]} */
  function grown([left, top, width, height], margin) {
    const [wide, high] = [(1 + 2 * margin) * width, (1 + 2 * margin) * height];
    return [left + (width - wide) / 2, top + (height - high) / 2, wide, high];
  }

  const camera = {
    on,
    size,
    toUnits,
    getCenter() {
      const [lng, lat] = toDegrees([place.x, place.y]);
      return { lng, lat, toArray: () => [lng, lat] };
    },
    getZoom: () => zoomOf(place.k),
    getBounds() {
      const [dx, dy] = [size.width / 2 / place.k, size.height / 2 / place.k];
      const corners = [toDegrees([place.x - dx, place.y + dy]), toDegrees([place.x + dx, place.y - dy])];
      return { toArray: () => corners };
    },
    project(at) {
      const [x, y] = toUnits(at);
      return camera.toScreen([x, y]);
    },
    toScreen: ([x, y]) => ({
      x: size.width / 2 + (x - place.x) * place.k,
      y: size.height / 2 + (y - place.y) * place.k,
    }),
    scale: () => place.k,
    fit: (bounds, margin, most, duration) => go(placeOf(grown(boxOf(bounds), margin), most), duration),
    panBy: ([dx, dy], duration) => go({ ...place, x: place.x + dx / place.k, y: place.y + dy / place.k }, duration),
    zoomBy: (by, duration) => go(around([size.width / 2, size.height / 2], 2 ** by), duration),
    jumpTo: (extent) => go(toPlace(extent)),
  };

  measure();
  Object.assign(place, placeOf(svg.getAttribute("viewBox").split(" ").map(Number), ZOOMS[1], room()));
  draw();
  followPointers();
  followSize();
  stage.addEventListener("wheel", followWheel, { passive: false });
  return camera;
}

export { create };
