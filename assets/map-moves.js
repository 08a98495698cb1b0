/* Where the map looks: the whole of France, or the place that a view asks for, until the reader moves
   it. Buttons and keys are the same however the map is drawn; a mover carries them out:
   {home, fit(bounds, {instant, margin}), pan(x, y), zoom(by), onUserMove(told), onResize(told)}, and
   where the address keeps what the reader looks at: {now(), jump({center, zoom}), onRest(told)}. */

(() => {
  "use strict";

  const parts = (window.ptceMap = window.ptceMap || {});
  const PAN_PX = 80;
  const MARGIN = 0.12;
  const CLOSE_MARGIN = 0.05;
  const GAP_PX = 10;
  const NARROW_PX = 640;
  const MOST_ASIDE = 0.42;

  function start(mover) {
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
      const kept = isShown ? givenBack(wanted, isVisit) : window.extent.asked();
      asked = wanted;
      isShown = true;
      if (kept && mover.jump) jump(kept);
      else if (bounds) go(bounds, { margin: MARGIN, instant });
      else home();
    }

    /* A pole or a place that closes gives back what the reader had moved to before it opened. */
    function givenBack(wanted, isVisit) {
      const before = left;
      if (isVisit) left = left || { asked, extent: hasMoved && mover.now ? mover.now() : null };
      else left = null;
      return !isVisit && before && before.asked === wanted ? before.extent : null;
    }

    function jump(extent) {
      hasMoved = true;
      mover.jump(extent);
    }

    /* At rest, the map tells where it is, and whether the reader or the page brought it there. */
    function tell() {
      const detail = { ...mover.now(), isMoved: hasMoved };
      if (isShown) document.dispatchEvent(new CustomEvent("map:rest", { detail }));
    }

    if (mover.jump) {
      mover.onRest(tell);
      document.addEventListener("map:go", ({ detail }) => (detail ? jump(detail) : go(...target)));
    }

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
    document.getElementById("map").addEventListener("keydown", (event) => onKey(event, keys), true);
    mover.onUserMove(() => {
      hasMoved = true;
    });
    mover.onResize(() => {
      if (!hasMoved) mover.fit(target[0], { ...target[1], instant: true });
    });
    mover.fit(mover.home, { margin: 0, instant: true });
    return { fly: (bounds) => go(bounds, { margin: CLOSE_MARGIN }), show };
  }

  /* Keys belong to the map while it has the focus itself, not a link or a field inside it; with a
     modifier they belong to the browser. */
  function onKey(event, keys) {
    const act = keys[event.key];
    const isOwn = !event.target.closest("a, button, input, summary");
    if (!act || !isOwn || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  const boxOf = (selector) => {
    const node = parts.host.frame().querySelector(selector);
    return node && node.checkVisibility() ? node.getBoundingClientRect() : null;
  };

  /* Room for what lies on the map: the choices above, the legend and the buttons at the right or, as a
     strip, below, where the attribution is. A narrow map keeps more than half of its width. A margin, a
     share of what is left, goes around that. */
  function padding(margin) {
    const frame = parts.host.frame().getBoundingClientRect();
    const [tools, zoom, legend, credit] = [".map-tools", ".zoom", ".legend:not([data-open])", ".attribution"].map(boxOf);
    const isStrip = legend && legend.height < frame.height / 4;
    const aside = Math.min(...[zoom, isStrip ? null : legend].filter(Boolean).map(({ left: x }) => x));
    const below = Math.min(...[credit, isStrip ? legend : null].filter(Boolean).map(({ top }) => top));
    const right = Number.isFinite(aside) ? frame.right - aside + GAP_PX : GAP_PX;
    const room = {
      top: (tools ? tools.bottom - frame.top : 0) + GAP_PX,
      bottom: (Number.isFinite(below) ? frame.bottom - below : 0) + GAP_PX / 2,
      left: frame.width < NARROW_PX ? GAP_PX / 2 : GAP_PX,
      right: Math.min(right, MOST_ASIDE * frame.width),
    };
    const free = Math.min(frame.width - room.left - room.right, frame.height - room.top - room.bottom);
    return Object.fromEntries(Object.entries(room).map(([side, px]) => [side, px + margin * Math.max(0, free)]));
  }

  parts.moves = { padding, start };
})();
