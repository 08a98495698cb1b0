/* The only file that touches the MapLibre map inside plotly's subplot. It applies a view (classes,
   poles shown, pole selected, extent) by feature-state and filters, which redraw in milliseconds,
   and reports what happens on the map through the store "map-event". What is drawn, and how, is in
   the style document made by ptce_map/style; layers say what they belong to in their metadata. */

(() => {
  "use strict";

  const client = (window.dash_clientside = window.dash_clientside || {});
  const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");
  const MOVE_MS = 400;
  const HATCH_RATIO = 2;
  const FRANCE = [-13.1, 41.2, 9.8, 51.3];
  const PETITE_COURONNE = "petite-couronne";

  const state = {
    map: null,
    level: null,
    theme: null,
    classes: {},
    shown: new Set(),
    selected: null,
    lit: null,
    extent: null,
    overlays: { territories: true, seats: true },
    seats: [],
    members: null,
  };

  const frame = () => document.getElementById("map-frame");
  const pathInside = (address) => new URL(address, window.location.href).href;
  const json = (address) => fetch(pathInside(address)).then((answer) => answer.json());

  /* plotly keeps its MapLibre map here; a browser test fails the day this path changes. */
  function mapOf(graph) {
    return graph && graph._fullLayout && graph._fullLayout.map && graph._fullLayout.map._subplot
      ? graph._fullLayout.map._subplot.map
      : null;
  }

  /* The map, once it is loaded and plotly has put it in place. One promise for all callers. */
  let readiness = null;
  function ready() {
    readiness = readiness || find().then(loaded);
    return readiness;
  }

  const nextFrame = () => new Promise((resolve) => window.requestAnimationFrame(resolve));

  async function find() {
    for (;;) {
      const graph = document.querySelector("#map .js-plotly-plot");
      const map = mapOf(graph);
      if (map) {
        prepare(map, graph);
        return map;
      }
      await nextFrame();
    }
  }

  async function loaded(map) {
    if (!map.loaded()) await new Promise((resolve) => map.once("load", resolve));
    await nextFrame();
    return map;
  }

  function prepare(map, graph) {
    state.map = map;
    map.setTransformRequest((url) => ({ url: pathInside(url) }));
    map.setMissingStyleImageResolver(() => Promise.resolve());
    map.on("moveend", () => recordExtent(map, graph._fullLayout.map));
  }

  /* plotly goes back to the extent it has on record whenever it redraws, as it does on a resize. */
  function recordExtent(map, subplot) {
    const { lng, lat } = map.getCenter();
    for (const record of [subplot, subplot._input])
      Object.assign(record, { center: { lon: lng, lat }, zoom: map.getZoom() });
  }

  const readStyle = (theme) => json(JSON.parse(frame().dataset.styles)[theme]);
  const layers = (map) => map.getStyle().layers.filter(({ metadata }) => metadata);

  /* Hatches: 45° lines on a square that repeats. They are drawn here and given before any layer asks
     for them: plotly looks for an image it misses at a third party. */
  function setHatches(map, style) {
    for (const [id, hatch] of Object.entries(style.metadata["ptce:images"]))
      if (!map.hasImage(id)) map.addImage(id, drawHatch(hatch), { pixelRatio: HATCH_RATIO });
    for (const { id, metadata } of style.layers)
      if (metadata && metadata.hatch) map.setPaintProperty(id, "fill-pattern", metadata.hatch);
  }

  function drawHatch({ color, width, step, opacity = 1 }) {
    const side = Math.round(step * Math.SQRT2 * HATCH_RATIO);
    const pen = new OffscreenCanvas(side, side).getContext("2d");
    Object.assign(pen, { strokeStyle: color, globalAlpha: opacity, lineWidth: width * HATCH_RATIO });
    for (const shift of [-side, 0, side]) {
      pen.moveTo(shift - HATCH_RATIO, side + HATCH_RATIO);
      pen.lineTo(shift + side + HATCH_RATIO, -HATCH_RATIO);
    }
    pen.stroke();
    return pen.getImageData(0, 0, side, side);
  }

  /* A theme changes paints only: sources and feature-state stay. */
  async function setTheme(map, theme) {
    if (theme === state.theme) return;
    const style = await readStyle(theme);
    setHatches(map, style);
    if (state.theme || theme !== "light")
      for (const { id, paint = {} } of style.layers)
        for (const [name, value] of Object.entries(paint)) map.setPaintProperty(id, name, value);
    state.theme = theme;
  }

  function setVisibility(map, id, visible) {
    const value = visible ? "visible" : "none";
    if ((map.getLayoutProperty(id, "visibility") || "visible") !== value)
      map.setLayoutProperty(id, "visibility", value);
  }

  function setLevel(map, level) {
    if (level === state.level) return;
    clearHover();
    setClasses(map, {});
    for (const { id, metadata } of layers(map))
      if (metadata.niveau) setVisibility(map, id, metadata.niveau === level);
    const condition = level === "region" ? ["!=", ["get", "inset"], PETITE_COURONNE] : null;
    for (const { id, metadata, source } of layers(map))
      if (metadata.insets || metadata.overlay)
        setBaseFilter(map, id, source === "sieges" || source === "territoires" || metadata.insets ? condition : null);
    state.level = level;
    setOverlays(map);
  }

  /* Filters of the style are kept, those of the moment are added to them. */
  const ownFilters = new Map();
  function setBaseFilter(map, id, condition) {
    if (!ownFilters.has(id)) ownFilters.set(id, map.getFilter(id));
    const own = ownFilters.get(id);
    map.setFilter(id, condition ? ["all", own, condition] : own);
  }

  /* Every source that draws a level, main map and insets. */
  function targets(map, level) {
    return layers(map)
      .filter(({ id, metadata }) => metadata.niveau === level && id.startsWith("fill-"))
      .map((layer) => ({ source: layer.source, sourceLayer: layer["source-layer"] }));
  }

  function setState(map, places, id, values) {
    for (const place of places) map.setFeatureState({ ...place, id }, values);
  }

  function setClasses(map, classes) {
    if (!state.level) return;
    const places = targets(map, state.level);
    for (const code of Object.keys(state.classes))
      if (!(code in classes)) setState(map, places, code, { classe: 0 });
    for (const [code, classe] of Object.entries(classes))
      if (state.classes[code] !== classe) setState(map, places, code, { classe });
    state.classes = classes;
  }

  /* Communes covered by the poles shown: counted here, from a table fetched at first use. */
  async function communeClasses(poles) {
    state.members = state.members || (await json(frame().dataset.members));
    const counts = {};
    for (const pole of poles)
      for (const code of state.members[pole] || []) counts[code] = (counts[code] || 0) + 1;
    return Object.fromEntries(Object.entries(counts).map(([code, n]) => [code, Math.min(n, 5)]));
  }

  function setPoles(map, poles) {
    const shown = new Set(poles);
    const place = [{ source: "territoires" }];
    for (const id of state.shown) if (!shown.has(id)) setState(map, place, id, { shown: false });
    for (const id of shown) if (!state.shown.has(id)) setState(map, place, id, { shown: true });
    state.shown = shown;
    for (const seat of state.seats) {
      const n = seat.poles.filter((id) => shown.has(id)).length;
      if (n !== seat.n) setState(map, [{ source: "sieges" }], seat.cle, { n });
      seat.n = n;
    }
  }

  function setSelected(map, pole) {
    if (pole === state.selected) return;
    state.selected = pole;
    drawSelected(map);
  }

  /* The selected pole, and the one that the list lights, wear the same mark. */
  function drawSelected(map) {
    const chosen = [state.selected, state.lit].filter(Boolean);
    for (const { id, metadata } of layers(map).filter((one) => one.id.startsWith("selected-"))) {
      const clauses = [["in", ["get", "id"], ["literal", chosen]]];
      if (metadata.precision) clauses.push(["==", ["get", "precision"], metadata.precision]);
      if (state.level === "region") clauses.push(["!=", ["get", "inset"], PETITE_COURONNE]);
      map.setFilter(id, ["all", ...clauses]);
    }
  }

  /* At régions, outlines would hide the rate: they wait to be asked for. */
  function setOverlays(map) {
    for (const { id, metadata } of layers(map))
      if (metadata.overlay && !id.startsWith("selected-"))
        setVisibility(map, id, state.overlays[metadata.overlay]);
    setVisibility(map, "name-seat", state.overlays.seats);
    drawSelected(map);
  }

  function overlays(territories, seats) {
    state.overlays = { territories, seats };
    ready().then(setOverlays);
    return client.no_update;
  }

  /* Room for the legend and the buttons at the right, on a wide screen. */
  function padding() {
    const wide = frame().clientWidth > 900;
    return wide ? { top: 14, bottom: 14, left: 14, right: 250 } : { top: 48, bottom: 40, left: 6, right: 6 };
  }

  function fit(map, bounds, { instant = false, margin = 0 } = {}) {
    const room = padding();
    const extra = margin * Math.min(frame().clientWidth, frame().clientHeight);
    for (const side of Object.keys(room)) room[side] += extra;
    const [west, south, east, north] = bounds;
    const duration = instant || STILL.matches ? 0 : MOVE_MS;
    map.fitBounds([[west, south], [east, north]], { padding: room, duration, maxZoom: 11 });
  }

  function setExtent(map, bounds) {
    const asked = bounds ? bounds.join() : null;
    const before = state.extent;
    if (asked === before) return;
    state.extent = asked;
    if (bounds) fit(map, bounds, { margin: 0.1, instant: before === null && !state.drawn });
    else fit(map, FRANCE);
  }

  /* A view replaces the one before it; the last one asked for wins. */
  let turn = 0;
  async function apply(view, theme) {
    if (!view) return client.no_update;
    const mine = ++turn;
    const map = await ready();
    const classes = view.level === "commune" ? await communeClasses(view.poles) : view.classes;
    if (!state.drawn) await start(map);
    if (mine !== turn) return client.no_update;
    await setTheme(map, theme || "light");
    setLevel(map, view.level);
    setClasses(map, classes);
    setPoles(map, view.poles);
    setSelected(map, view.selected);
    setExtent(map, view.bounds);
    state.drawn = true;
    return client.no_update;
  }

  async function start(map) {
    fit(map, FRANCE, { instant: true });
    const { sources } = await readStyle("light");
    const seats = await json(sources.sieges.data);
    const once = new Map(seats.features.map(({ properties }) => [properties.cle, properties]));
    state.seats = [...once.values()].map(({ cle, poles }) => ({ cle, poles, n: 0 }));
    new ResizeObserver(() => state.extent || fit(map, FRANCE, { instant: true })).observe(frame());
    window.mapPointer(map, state);
    listen(map);
  }

  /* Buttons and keys: arrows pan, + and - zoom, 0 shows the whole of France. */
  const PAN_PX = 80;
  const KEYS = {
    ArrowLeft: (map) => map.panBy([-PAN_PX, 0], glide()),
    ArrowRight: (map) => map.panBy([PAN_PX, 0], glide()),
    ArrowUp: (map) => map.panBy([0, -PAN_PX], glide()),
    ArrowDown: (map) => map.panBy([0, PAN_PX], glide()),
    "+": (map) => map.zoomIn(glide()),
    "=": (map) => map.zoomIn(glide()),
    "-": (map) => map.zoomOut(glide()),
    0: (map) => fit(map, FRANCE),
  };
  const BUTTONS = { "zoom-in": "+", "zoom-out": "-", "zoom-home": "0" };
  const glide = () => ({ duration: STILL.matches ? 0 : 150 });

  function listen(map) {
    for (const [id, key] of Object.entries(BUTTONS))
      document.getElementById(id).addEventListener("click", () => KEYS[key](map));
    document.getElementById("map").addEventListener("keydown", (event) => {
      const act = KEYS[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      act(map);
    }, true);
  }

  function clearHover() {
    if (window.mapPointer.clear) window.mapPointer.clear();
  }

  /* The list lights the territory of the row under the pointer. */
  function highlight(pole) {
    if (pole === state.lit) return;
    state.lit = pole;
    ready().then(drawSelected);
  }

  /* What tests read: the class drawn for a unit, and the poles drawn. */
  async function inspect(code) {
    const map = await ready();
    const [place] = targets(map, state.level);
    return { classe: map.getFeatureState({ ...place, id: code }).classe || 0, shown: [...state.shown] };
  }

  client.map = { apply, overlays, highlight, inspect, ready };
})();
