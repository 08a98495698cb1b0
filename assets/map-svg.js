/* The map of régions, départements and EPCI: the SVG that the server wrote in the page, taken where it
   is. A view changes attributes of what differs. What an element stands for is in its data attributes,
   written by ptce_map/map/svg/document.py; where it looks is in map-camera.js. */

(() => {
  "use strict";

  const client = (window.dash_clientside = window.dash_clientside || {});
  const parts = (window.ptceMap = window.ptceMap || {});
  const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");
  const PETITE_COURONNE = "petite-couronne";
  const MOVE_MS = 400;
  const KEY_MS = 150;
  const MOST_ZOOM = 11;
  const GROUND = "departement";

  const state = {
    level: null,
    view: null,
    values: {},
    measure: null,
    emphasised: null,
    shown: new Set(),
    selected: null,
    lit: null,
    insets: null,
    overlays: { territories: true, seats: true },
    seats: [],
    discs: new Map(),
    outlines: [],
    members: null,
  };

  const { hide, layer, make, set, style, svg, units } = parts.elements;
  const home = () => svg().closest(".map-home");
  const glide = (ms) => (STILL.matches ? 0 : ms);

  /* The page's own frame comes after the map, which moves into it once the first view is there. */
  let begun = null;
  const viewed = new Promise((resolve) => document.addEventListener("view:shown", resolve, { once: true }));
  function start() {
    begun = begun || viewed.then(() => parts.host.until(() => parts.host.stage())).then(begin);
    return begun;
  }

  let camera = null;
  let mine = null;
  async function begin(stage) {
    stage.append(home());
    window.page.takeOver();
    state.level = svg().dataset.level;
    camera = parts.camera.create(svg(), home(), stage);
    const fly = (bounds) => parts.moves.current().fly(bounds);
    mine = mover();
    parts.moves.begin(mine);
    parts.svgPoles.start(camera, state);
    parts.svgCloser.start(camera, state);
    parts.svgPointer.start(camera, state, fly);
    parts.svgKeys.start(camera, state);
    parts.svgNames.start(camera, state);
    parts.insets.start(() => parts.seen(), fly);
    parts.scale.start(camera);
    parts.card.load().then(() => state.view && setUnits(state.view)).catch(console.error);
    return camera;
  }

  const mover = () => ({
    home: parts.camera.HOME,
    fit: (bounds, { instant = false, margin }) => camera.fit(bounds, margin, MOST_ZOOM, instant ? 0 : glide(MOVE_MS)),
    pan: (x, y) => camera.panBy([x, y], glide(KEY_MS)),
    zoom: (by) => camera.zoomBy(by, glide(KEY_MS)),
    jump: (extent) => camera.jumpTo(extent),
    onRest: (told) => camera.on("moveend", told),
    onUserMove: (told) => camera.on("user", told),
    now: () => ({ center: camera.getCenter().toArray(), zoom: camera.getZoom() }),
    onResize: (told) => camera.on("resize", told),
  });

  async function unitsOf(level) {
    if (level === state.level) return () => {};
    return parts.host.readLayers(parts.host.drawings()[level], ["shapes", "limits"]);
  }

  let turn = 0;
  async function apply(view) {
    if (!view) return client.no_update;
    const asked = ++turn;
    try {
      const level = parts.host.drawings()[view.level] ? view.level : GROUND;
      await start();
      const [putUnits, putPoles] = await Promise.all([unitsOf(level), parts.svgPoles.fetched(view), membersOf(view)]);
      if (asked !== turn) return client.no_update;
      if (level !== state.level) {
        parts.svgPointer.clear();
        putUnits();
        parts.svgCloser.forget("units");
      }
      putPoles();
      draw(view, level);
    } catch (error) {
      console.error(error);
      parts.host.fail();
    }
    return client.no_update;
  }

  async function membersOf({ level, is_count }) {
    if (is_count && level === "epci") state.members = await parts.host.read(parts.host.frame().dataset.members);
  }

  let tellDrawn = null;
  const drawn = new Promise((resolve) => { tellDrawn = resolve; });

  function draw(view, level) {
    const isFirst = !state.view;
    if (view !== state.view) clearEmphasis();
    const { measure, values, selected } = view;
    Object.assign(state, { view, level, measure, values, selected, shown: new Set(view.poles) });
    state.insets = view.insets.filter((code) => level !== "region" || code !== PETITE_COURONNE);
    set(svg(), "data-level", level);
    setColours(view.lows.length);
    setUnits(view);
    setCircles(view.radii);
    setInsets();
    parts.svgPoles.draw();
    parts.insets.show(state.insets);
    parts.svgKeys.renew();
    parts.svgNames.draw();
    const isVisit = Boolean(view.selected || view.place);
    parts.moves.current().show(view.bounds, { instant: isFirst, isVisit });
    parts.svgCloser.draw();
    tellDrawn();
  }

  function setColours(k) {
    if (svg().dataset.classes === String(k)) return;
    svg().dataset.classes = k;
    for (let rank = 1; rank <= k; rank += 1) style(svg(), `--c${rank}`, `var(--class-${rank}-of-${k})`);
  }

  /* Numbers of poles by EPCI are counted here, from a table fetched at first use. */
  function classesOf({ level, is_count, form, lows, classes }) {
    if (!is_count || level !== "epci" || form !== "aplats") return classes;
    const rank = (n) => lows.filter((low) => low <= n).length;
    return Object.fromEntries(Object.entries(countsOf()).map(([code, n]) => [code, rank(n)]));
  }

  function countsOf() {
    const { view, level, members } = state;
    if (level !== "epci") return view.counts;
    const counts = {};
    for (const pole of view.poles) for (const code of members.epci[pole] || []) counts[code] = (counts[code] || 0) + 1;
    return counts;
  }

  function setUnits(view) {
    const classes = classesOf(view);
    const focus = view.focus && new Set(view.focus);
    const said = parts.card.speaker(state, view.is_count ? countsOf() : {});
    for (const node of units()) {
      const { code, name } = node.dataset;
      const isOutside = focus && !focus.has(code);
      set(node, "class", `c${classes[code] || 0}${isOutside ? " outside" : ""}`);
      if (said) set(node, "aria-label", [name, said(code)].filter(Boolean).join(", "));
    }
    state.classes = classes;
    if (state.emphasised !== null) setEmphasis();
  }

  const keyOf = ({ inset = "", code }) => `${inset}/${code}`;

  /* Circles, the largest below the others. */
  function setCircles(radii) {
    const drawn = units().filter(({ dataset }) => radii[dataset.code]);
    drawn.sort((a, b) => radii[b.dataset.code] - radii[a.dataset.code]);
    const known = new Map([...layer("circles").children].map((node) => [keyOf(node.dataset), node]));
    const circles = drawn.map(({ dataset }) => known.get(keyOf(dataset)) || circle(dataset));
    for (const node of circles) style(node, "--r", radii[node.dataset.code]);
    layer("circles").replaceChildren(...circles);
  }

  function circle({ code, inset, at }) {
    const [cx, cy] = at.split(",");
    return make("circle", { "data-code": code, cx, cy, ...(inset ? { "data-inset": inset } : {}) });
  }

  const isHere = (inset) => !inset || state.insets.includes(inset);

  function setInsets() {
    for (const name of ["grounds", "shapes", "circles", "frames"])
      for (const node of layer(name).querySelectorAll("[data-inset]")) hide(node, !isHere(node.dataset.inset));
  }

  function setEmphasis() {
    const wanted = state.emphasised;
    svg().toggleAttribute("data-emphasis", wanted !== null);
    for (const node of units())
      node.classList.toggle("stands-out", wanted !== null && (state.classes[node.dataset.code] || 0) === wanted);
  }

  function clearEmphasis() {
    if (state.emphasised === null) return;
    state.emphasised = null;
    setEmphasis();
  }

  parts.svg = {
    apply,
    ready: start,
    camera: () => camera,
    mover: () => mine,
    overlays(territories, seats) {
      state.overlays = { territories, seats };
      start().then(() => {
        parts.svgPoles.draw();
        parts.svgNames.draw();
      });
    },
    emphasise(classe) {
      state.emphasised = state.emphasised === classe ? null : classe;
      start().then(setEmphasis);
      return state.emphasised;
    },
    highlight(pole) {
      if (pole === state.lit) return;
      state.lit = pole;
      start().then(parts.svgPoles.drawChosen);
    },
    /* What tests read, once a view is drawn: the class of a unit, the radius of its circle, the poles
       drawn, how many each disc of seats holds. */
    async inspect(code) {
      await drawn;
      const unit = svg().querySelector(`.shapes > a[data-code="${code}"]`);
      const disc = svg().querySelector(`.circles > [data-code="${code}"]`);
      return {
        classe: Number(unit.getAttribute("class").match(/-?\d+/)[0]),
        r: disc ? Number(disc.style.getPropertyValue("--r")) : 0,
        discs: [...state.discs.values()].map(({ ids }) => ids.length).filter(Boolean),
        level: state.level,
        insets: state.insets,
        shown: [...state.shown],
      };
    },
  };
})();
