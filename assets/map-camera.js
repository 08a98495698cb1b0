// @ts-check
/* Where the SVG map looks, in the words of MapLibre: its centre and zoom, moved by the pointer, the wheel
   and two fingers. The map is moved by its viewBox and, from one place to the next, by a shift. Lengths without a unit are those of the frame
   of ptce_map/map/svg/frame.py; `k` is how many CSS pixels one of them is. */

import { around, between, bounded, boxOf, fitting, grown, toScreen } from "./map-place.js";
import { scaleOf, toDegrees, toUnits, zoomOf } from "./mercator.js";

const NEAR_ZOOM = 8;
const LARGE_ZOOM = 4.3;
const CLICK_PX = 4;
const EDGE_PX = 6;
const WHEEL = 0.0018;
const LINE_PX = 18;
const REST_MS = 200;
const MOST_SHIFT_PX = 2000;
const HATCHES = ["hatch-missing", "hatch-pole"];

/* A camera on the svg of a home, in a stage that it moves over. */
function create(svg, home, stage) {
  const told = new Map();
  const tell = (event, detail) => (told.get(event) || []).forEach((act) => act(detail));
  const on = (event, act) => told.set(event, [...(told.get(event) || []), act]);
  const size = { width: 0, height: 0 };
  const place = { x: 0, y: 0, k: 1 };
  /* The place that the map was last painted for. */
  const painted = { x: 0, y: 0, k: 1 };
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

  /* While it is dragged, the map is shifted as it was painted, which costs no painting. */
  function shift() {
    isAsked = false;
    const [dx, dy] = [(painted.x - place.x) * place.k, (painted.y - place.y) * place.k];
    if (place.k !== painted.k || Math.max(Math.abs(dx), Math.abs(dy)) > MOST_SHIFT_PX) {
      draw();
      return;
    }
    svg.style.willChange = "transform";
    svg.style.transform = `translate(${Math.round(dx)}px, ${Math.round(dy)}px)`;
    tell("move");
  }

  function draw() {
    isAsked = false;
    const free = room();
    const { x, y, k } = place;
    Object.assign(painted, place);
    svg.style.removeProperty("transform");
    svg.style.removeProperty("will-change");
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
    window.requestAnimationFrame(shift);
  }

  function rest() {
    draw();
    tell("moveend");
  }

  /* Go to a place, at once or in so many milliseconds; what is under way is given up. */
  function go(to, duration = 0) {
    window.cancelAnimationFrame(glide);
    const from = { ...place };
    const start = performance.now();
    const step = (now) => {
      const t = duration ? Math.min(1, Math.max(0, (now - start) / duration)) : 1;
      const eased = t * (2 - t);
      Object.assign(place, between(from, to, eased));
      if (t === 1) {
        rest();
        return;
      }
      shift();
      glide = window.requestAnimationFrame(step);
    };
    step(start);
  }

  const toPlace = ({ center, zoom }) => {
    const [x, y] = toUnits(center);
    return { x, y, k: scaleOf(bounded(zoom)) };
  };

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
      if (wide) Object.assign(place, around(place, size, before, spread() / wide));
      const at = middle();
      place.x -= (at[0] - before[0]) / place.k;
      place.y -= (at[1] - before[1]) / place.k;
      tell("user");
      ask();
    });
    const lift = ({ pointerId }) => {
      if (down.delete(pointerId) && isDrag && !down.size) rest();
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

  let timer = 0;
  function followWheel(event) {
    if (event.target.closest(".card")) return;
    event.preventDefault();
    const delta = event.deltaMode ? event.deltaY * LINE_PX : event.deltaY;
    window.cancelAnimationFrame(glide);
    Object.assign(place, around(place, size, pointOf(event), Math.exp(-delta * WHEEL)));
    tell("user");
    ask();
    window.clearTimeout(timer);
    timer = window.setTimeout(rest, REST_MS);
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
      return camera.toScreen(toUnits(at));
    },
    toScreen: (point) => toScreen(place, size, point),
    scale: () => place.k,
    fit: (bounds, margin, most, duration) => go(fitting(grown(boxOf(bounds), margin), sight(), size, most), duration),
    panBy: ([dx, dy], duration) => go({ ...place, x: place.x + dx / place.k, y: place.y + dy / place.k }, duration),
    zoomBy: (by, duration) => go(around(place, size, [size.width / 2, size.height / 2], 2 ** by), duration),
    jumpTo: (extent) => go(toPlace(extent)),
  };

  measure();
  Object.assign(place, fitting(svg.getAttribute("viewBox").split(" ").map(Number), room(), size));
  draw();
  followPointers();
  followSize();
  stage.addEventListener("wheel", followWheel, { passive: false });
  return camera;
}

export { create };
