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
  const HAS_INSETS = /^(insets-|points-|territoires$|sieges$)/;
  const DIMMED = 0.18;
  const COUNTED = ["commune", "epci"];

  const state = {
    map: null,
    level: null,
    theme: null,
    form: null,
    classes: {},
    radii: {},
    values: {},
    measure: "nombre",
    emphasised: null,
    insets: null,
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

  const styles = new Map();
  function readStyle(theme) {
    if (!styles.has(theme)) styles.set(theme, json(JSON.parse(frame().dataset.styles)[theme]));
    return styles.get(theme);
  }

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

  function setLevel(map, level, form) {
    if (level === state.level && form === state.form) return;
    clearHover();
    setClasses(map, {});
    setRadii(map, {});
    for (const { id, metadata } of layers(map))
      if (metadata.niveau)
        setVisibility(map, id, metadata.niveau === level && (!metadata.forme || metadata.forme === form));
    Object.assign(state, { level, form });
    setOverlays(map);
  }

  /* Copies in the insets that are not shown are filtered out, wherever they are drawn. At régions,
     Paris needs no closer look. Filters of the style are kept. */
  const ownFilters = new Map();
  function setInsets(map, insets, level) {
    const shown = insets.filter((code) => level !== "region" || code !== PETITE_COURONNE);
    if (String(shown) === String(state.insets)) return;
    state.insets = shown;
    const condition = ["in", ["coalesce", ["get", "inset"], ""], ["literal", ["", ...shown]]];
    for (const layer of map.getStyle().layers)
      if (HAS_INSETS.test(layer.source) && !layer.id.startsWith("selected-")) {
        if (!ownFilters.has(layer.id)) ownFilters.set(layer.id, map.getFilter(layer.id));
        const own = ownFilters.get(layer.id);
        map.setFilter(layer.id, own ? ["all", own, condition] : condition);
      }
  }

  /* Every source that draws a level, main map and insets. */
  function targets(map, level) {
    return fillsOf(map, level).map((layer) => ({
      source: layer.source,
      sourceLayer: layer["source-layer"],
    }));
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

  function setRadii(map, radii) {
    if (!state.level) return;
    const place = [{ source: `points-${state.level}` }];
    for (const code of Object.keys(state.radii))
      if (!(code in radii)) setState(map, place, code, { r: 0 });
    for (const [code, r] of Object.entries(radii))
      if (state.radii[code] !== r) setState(map, place, code, { r });
    state.radii = radii;
  }

  const fillsOf = (map, level) =>
    layers(map).filter(({ id, metadata }) => metadata.niveau === level && id.startsWith("fill-"));

  /* The colours of k classes are in the style document, by k. */
  async function setColours(map, level, k, theme) {
    const style = await readStyle(theme);
    const colours = style.metadata["ptce:fills"][k];
    for (const { id } of fillsOf(map, level))
      if (String(map.getPaintProperty(id, "fill-color")) !== String(colours))
        map.setPaintProperty(id, "fill-color", colours);
  }

  /* A class chosen in the legend stands out, the others fade; chosen again, all come back. */
  function emphasise(classe) {
    state.emphasised = state.emphasised === classe ? null : classe;
    ready().then(drawEmphasis);
    return state.emphasised;
  }

  function drawEmphasis(map) {
    const wanted = state.emphasised;
    const opacity =
      wanted === null ? 1 : ["case", ["==", ["coalesce", ["feature-state", "classe"], 0], wanted], 1, DIMMED];
    for (const { id } of fillsOf(map, state.level)) map.setPaintProperty(id, "fill-opacity", opacity);
  }

  /* Numbers of poles by commune and by EPCI are counted here, from a table fetched at first use. */
  async function countedClasses({ level, poles, lows }) {
    state.members = state.members || (await json(frame().dataset.members));
    const counts = {};
    for (const pole of poles)
      for (const code of state.members[level][pole] || []) counts[code] = (counts[code] || 0) + 1;
    const rank = (n) => lows.filter((low) => low <= n).length;
    return Object.fromEntries(Object.entries(counts).map(([code, n]) => [code, rank(n)]));
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
      if (state.insets) clauses.push(["in", ["get", "inset"], ["literal", ["", ...state.insets]]]);
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
    const isCounted = view.measure === "nombre" && COUNTED.includes(view.level);
    const counted = isCounted ? await countedClasses(view) : view.classes;
    const classes = view.form === "aplats" ? counted : view.classes;
    if (!state.drawn) await start(map);
    if (mine !== turn) return client.no_update;
    await setTheme(map, theme || "light");
    setInsets(map, view.insets, view.level);
    setLevel(map, view.level, view.form);
    await setColours(map, view.level, view.lows.length, state.theme);
    setClasses(map, classes);
    setRadii(map, view.radii);
    Object.assign(state, { measure: view.measure, values: view.values });
    if (state.emphasised !== null) emphasise(state.emphasised);
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
    window.mapPointer(map, state, (bounds) => fit(map, bounds, { margin: 0.05 }));
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

  client.map = { apply, overlays, highlight, emphasise, inspect, ready };
})();
