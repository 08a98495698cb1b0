// @ts-check
/* Where the map looks: the whole of France, or the place that a view asks for, until the reader moves
   it. Buttons and keys are the same however the map is drawn; a mover carries them out:
   {home, fit(bounds, {instant, margin}), pan(x, y), zoom(by), onUserMove(told), onResize(told), now(),
   jump({center, zoom}), onRest(told)}. Where another mover takes over, it begins at the same place. */

import * as host from "./map-host.js";
import * as extent from "./page/extent.js";

const PAN_PX = 80;
const MARGIN = 0.12;
const CLOSE_MARGIN = 0.05;

/**
 * @param {Mover} first
 */
function start(first) {
  let mover = first;
  /** @type {[[number, number, number, number], {margin: number, instant?: boolean}]} */
  let target = [mover.home, { margin: 0 }];
  let asked; // nothing yet: the first view always finds its place
  let hasMoved = false;
  let isShown = false;
  let left = null;

  function go(bounds, options) {
    target = [bounds, options];
    hasMoved = false;
    mover.fit(bounds, options);
  }

  const home = () => go(mover.home, { margin: 0 });

  /* What is asked for again changes nothing: filters never move the map. */
  function show(bounds, { instant = false, isVisit = false } = {}) {
    const wanted = bounds ? bounds.join() : null;
    if (wanted === asked) return;
    const kept = isShown ? givenBack(wanted, isVisit) : extent.asked();
    asked = wanted;
    isShown = true;
    if (kept) jump(kept);
    else if (bounds) go(bounds, { margin: MARGIN, instant });
    else home();
  }

  /* A pole or a place that closes gives back what the reader had moved to before it opened. */
  function givenBack(wanted, isVisit) {
    const before = left;
    if (isVisit) left = left || { asked, extent: hasMoved ? mover.now() : null };
    else left = null;
    return !isVisit && before && before.asked === wanted ? before.extent : null;
  }

  function jump(place) {
    hasMoved = true;
    mover.jump(place);
  }

  /* At rest, the map tells where it is, and whether the reader or the page brought it there. */
  function tell() {
    const detail = { ...mover.now(), isMoved: hasMoved };
    if (isShown) document.dispatchEvent(new CustomEvent("map:rest", { detail }));
  }

  document.addEventListener("map:go", (/** @type {any} */ { detail }) => (detail ? jump(detail) : go(...target)));

  const free = (act) => () => {
    hasMoved = true;
    act();
  };
  const keys = {
    ArrowLeft: free(() => mover.pan(-PAN_PX, 0)),
    ArrowRight: free(() => mover.pan(PAN_PX, 0)),
    ArrowUp: free(() => mover.pan(0, -PAN_PX)),
    ArrowDown: free(() => mover.pan(0, PAN_PX)),
    "+": free(() => mover.zoom(1)),
    "=": free(() => mover.zoom(1)),
    "-": free(() => mover.zoom(-1)),
    0: home,
  };
  const buttons = { "zoom-in": keys["+"], "zoom-out": keys["-"], "zoom-home": home };

  for (const [id, act] of Object.entries(buttons))
    document.getElementById(id).addEventListener("click", act);
  host.frame().addEventListener("keydown", (event) => onKey(event, keys), true);

  /* A mover tells of itself once; only the one in use is heard. */
  function hear(one) {
    const ifUsed = (act) => () => one === mover && act();
    one.onRest(ifUsed(tell));
    one.onUserMove(ifUsed(() => {
      hasMoved = true;
    }));
    one.onResize(ifUsed(() => {
      if (!hasMoved) mover.fit(target[0], { ...target[1], instant: true });
    }));
  }

  /* Another mover takes over where the one before it looks. */
  function use(other) {
    if (other === mover) return;
    const place = mover.now();
    mover = other;
    other.jump(place);
  }

  hear(first);
  return { fly: (bounds) => go(bounds, { margin: CLOSE_MARGIN }), hear, show, use };
}

let begun = null;
/**
 * @param {Mover} mover
 */
function begin(mover) {
  begun = start(mover);
}

/* The moves of the map, whichever draws it. */
const current = () => begun;

/* Keys belong to the map while it has the focus itself, not a link or a field inside it; with a
   modifier they belong to the browser. From a unit, arrows lead to its neighbours. */
function onKey(event, keys) {
  const act = keys[event.key];
  const isOwn = !event.target.closest("a:not([data-code]), button, input, summary");
  const isFromUnit = event.key.startsWith("Arrow") && !event.shiftKey && event.target.closest("a[data-code]");
  if (!act || !isOwn || isFromUnit || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

/* Room for what lies on the map, as the stylesheet leaves it. A margin, a share of what is left, goes
   around that. */
function padding(margin) {
  const frame = host.frame();
  /** @type {HTMLElement} */
  const home = document.querySelector(".map-home");
  const room = {
    top: home.offsetTop,
    bottom: frame.clientHeight - home.offsetTop - home.clientHeight,
    left: home.offsetLeft,
    right: frame.clientWidth - home.offsetLeft - home.clientWidth,
  };
  const free = Math.min(home.clientWidth, home.clientHeight);
  return Object.fromEntries(Object.entries(room).map(([side, px]) => [side, px + margin * Math.max(0, free)]));
}

export { begin, current, padding };
