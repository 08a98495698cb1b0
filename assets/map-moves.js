/* Where the map looks: the whole of France, or the place that a view asks for, until the reader moves
   it. Buttons and keys are the same however the map is drawn; a mover carries them out:
   {home, fit(bounds, {instant, margin}), pan(x, y), zoom(by), onUserMove(told), onResize(told)}, and
   where the address keeps what the reader looks at: {jump({center, zoom}), onRest(told)}. */

(() => {
  "use strict";

  const parts = (window.ptceMap = window.ptceMap || {});
  const PAN_PX = 80;
  const MARGIN = 0.1;
  const CLOSE_MARGIN = 0.05;

  function start(mover) {
    let target = [mover.home, { margin: 0 }];
    let asked; // nothing yet: the first view always finds its place
    let hasMoved = false;
    let isShown = false;

    function go(bounds, options) {
      target = [bounds, options];
      hasMoved = false;
      mover.fit(bounds, options);
    }

    const home = () => go(mover.home, { margin: 0 });

    /* What is asked for again changes nothing: filters never move the map. */
    function show(bounds, { instant = false } = {}) {
      const wanted = bounds ? bounds.join() : null;
      if (wanted === asked) return;
      asked = wanted;
      const kept = isShown ? null : window.extent.asked();
      isShown = true;
      if (kept && mover.jump) jump(kept);
      else if (bounds) go(bounds, { margin: MARGIN, instant });
      else home();
    }

    function jump(extent) {
      hasMoved = true;
      mover.jump(extent);
    }

    /* At rest, the map tells where it is, and whether the reader or the page brought it there. */
    function tell(extent) {
      const detail = { ...extent, isMoved: hasMoved };
      if (isShown) document.dispatchEvent(new CustomEvent("map:rest", { detail }));
    }

    if (mover.jump) {
      mover.onRest(tell);
      document.addEventListener("map:go", ({ detail }) => jump(detail));
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

  /* Room for the legend and the buttons: at the right on a wide screen, at the bottom elsewhere. */
  function padding() {
    const { clientWidth } = parts.host.frame();
    if (clientWidth < 640) return { top: 60, bottom: 76, left: 6, right: 6 };
    return { top: 66, bottom: 12, left: 14, right: clientWidth > 900 ? 250 : 320 };
  }

  parts.moves = { padding, start };
})();
