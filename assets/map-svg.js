/* The map where there is no WebGL: plotly's SVG traces of the document made by ptce_map/svg_map.py.
   It applies the same views as map.js, at régions and départements; traces say in their meta what
   they draw, and are given their data here. */

(() => {
  "use strict";

  const client = (window.dash_clientside = window.dash_clientside || {});
  const parts = (window.ptceMap = window.ptceMap || {});
  const LEVELS = ["region", "departement"];
  const FALLBACK = "departement";
  const DIMMED = 0.18;
  const OUTSIDE = 0.4;
  const SEAT_PX = { known: 8, unknown: 6, ended: 6 };
  /* The zoom of the other engine at which seats are as far apart as here. */
  const SEATS_ZOOM = 4;
  const CLEAR = "rgba(0,0,0,0)";
  const WIDE_PX = 700;

  const state = {
    theme: null,
    level: null,
    view: null,
    values: {},
    measure: null,
    emphasised: null,
    insets: [],
    shown: new Set(),
    selected: null,
    lit: null,
    overlays: { territories: true, seats: true },
    outlines: [],
    seats: [],
    moves: null,
  };

  /* plotly asks for the contours by itself. */
  async function documentOf(theme) {
    const read = structuredClone(await parts.host.read(JSON.parse(parts.host.frame().dataset.svg)[theme]));
    for (const trace of read.data) if (trace.geojson) trace.geojson = parts.host.pathInside(trace.geojson);
    return read;
  }

  async function figure(theme) {
    state.theme = theme;
    try {
      return await documentOf(theme);
    } catch (error) {
      console.error(error);
      parts.host.fail();
      return client.no_update;
    }
  }

  /* Levels with too many units for SVG show départements instead, and the page says so. */
  function admit(level) {
    const asked = level || FALLBACK;
    const isDrawn = LEVELS.includes(asked);
    document.getElementById("map-notice").hidden = isDrawn;
    return isDrawn ? asked : FALLBACK;
  }

  let begun = null;
  function start() {
    begun = begun || parts.host.until(drawn).then(begin);
    return begun;
  }

  function drawn() {
    const plot = parts.host.graph();
    const subplot = plot && plot._fullLayout && plot._fullLayout.geo && plot._fullLayout.geo._subplot;
    return subplot && subplot.projection ? plot : null;
  }

  async function begin(plot) {
    const { sources } = plot._fullLayout.meta;
    const [outlines, seats] = await Promise.all([
      parts.host.read(sources.territoires),
      parts.host.read(sources.sieges),
      parts.card.load(),
    ]);
    state.outlines = outlines.features.filter(({ properties }) => properties.part !== "area").map(outline);
    state.seats = seats.features.map(({ properties, geometry }) => ({ ...properties, at: geometry.coordinates }));
    parts.host.frame().dataset.engine = "svg";
    plot.tabIndex = 0;
    plot.setAttribute("role", "img");
    plot.setAttribute("aria-label", parts.host.frame().getAttribute("aria-label"));
    await parts.svgMoves.arrange(plot);
    state.moves = parts.moves.start(parts.svgMoves.moverOf(plot, state));
    listen(plot);
    return plot;
  }

  /* The lines of a geometry: rings, or the line itself where an inset cuts the territory. */
  const LINES = {
    Polygon: (rings) => rings,
    MultiPolygon: (polygons) => polygons.flat(),
    LineString: (line) => [line],
    MultiLineString: (lines) => lines,
  };

  /* An outline as two lists of coordinates, its rings set apart by nulls. */
  function outline({ properties, geometry }) {
    const points = LINES[geometry.type](geometry.coordinates).flatMap((line) => [...line, [null, null]]);
    return { ...properties, lon: points.map(([lon]) => lon), lat: points.map(([, lat]) => lat) };
  }

  let turn = 0;
  async function apply(view, theme) {
    if (!view) return client.no_update;
    const mine = ++turn;
    try {
      const plot = await start();
      if (mine !== turn) return client.no_update;
      if (theme && theme !== state.theme) await setTheme(plot, theme);
      if (view !== state.view) state.emphasised = null;
      const { level, measure, values, selected, insets } = view;
      Object.assign(state, { view, level, measure, values, selected, insets, shown: new Set(view.poles) });
      await redraw();
      state.moves.show(view.bounds);
    } catch (error) {
      console.error(error);
      parts.host.fail();
    }
    return client.no_update;
  }

  /* A theme is a document of its own, given to plotly by Dash, at the place now looked at. */
  async function setTheme(plot, theme) {
    state.theme = theme;
    const { data, layout } = await documentOf(theme);
    const kept = structuredClone(plot.layout);
    for (const geo of Object.keys(layout.meta.frames)) kept[geo].bgcolor = layout[geo].bgcolor;
    const done = new Promise((resolve) => plot.once("plotly_afterplot", resolve));
    client.set_props("map", { figure: { data, layout: { ...kept, meta: layout.meta } } });
    await done;
  }

  /* Traces are changed where they stand, as Dash keeps them too, and drawn again all at once. */
  async function redraw() {
    const plot = parts.host.graph();
    if (!state.view || !plot) return;
    const { meta } = plot._fullLayout;
    for (const trace of plot.data) Object.assign(trace, DRAWN[trace.meta.role](trace, meta));
    await window.Plotly.redraw(plot);
    await setGrounds(plot, meta);
  }

  /* The ground of insets that are not shown would hide the map. */
  async function setGrounds(plot, meta) {
    const changes = {};
    for (const geo of Object.keys(meta.frames)) {
      const colour = Object.keys(meta.places).some((code) => meta.places[code] === geo && isInset(code)) ? meta.ground : CLEAR;
      if (plot._fullLayout[geo].bgcolor !== colour) changes[`${geo}.bgcolor`] = colour;
    }
    if (Object.keys(changes).length) await window.Plotly.relayout(plot, changes);
  }

  /* Insets stand still over the map: where a place is gone to, they leave it the room. */
  const isInset = (code) =>
    state.insets.includes(code) && !isNearBounds() && (state.level !== "region" || code !== "petite-couronne");
  const isNearBounds = () => Boolean(state.view && state.view.bounds && parts.svgMoves.isNear(state.view.bounds));
  const isHere = (trace, meta, inset) =>
    inset ? meta.places[inset] === trace.geo && isInset(inset) : trace.geo === "geo";

  /* Units beyond the places asked for let the ground through, and so do classes that do not stand out. */
  function opacityOf(code, classe) {
    const { focus } = state.view;
    if (focus && !focus.includes(code)) return OUTSIDE;
    return state.emphasised === null || classe === state.emphasised ? 1 : DIMMED;
  }

  /* What each role draws of the view. */
  const DRAWN = {
    fill(trace, meta) {
      const k = state.view.lows.length;
      const units = trace.meta.units.filter(({ inset }) => !inset || isInset(inset));
      const z = units.map(({ code }) => state.view.classes[code] || 0);
      return {
        visible: trace.meta.level === state.level,
        locations: units.map(({ cle }) => cle),
        customdata: units,
        z,
        zmax: k + 0.5,
        colorscale: meta.colorscales[k],
        marker: { ...trace.marker, opacity: units.map(({ code }, at) => opacityOf(code, z[at])) },
      };
    },
    circles(trace) {
      const size = trace.meta.units.map(({ code, inset }) =>
        !inset || isInset(inset) ? 2 * (state.view.radii[code] || 0) : 0,
      );
      return {
        visible: state.view.form === "cercles" && trace.meta.level === state.level,
        customdata: trace.meta.units,
        marker: { ...trace.marker, size },
      };
    },
    edges: () => ({ visible: state.level !== "region" }),
    frame: ({ meta: { inset, titles } }) => ({
      visible: isInset(inset),
      text: [titles[parts.host.frame().clientWidth > WIDE_PX ? 0 : 1]],
    }),
    territory(trace, meta) {
      const { sign } = trace.meta;
      const kept = state.outlines.filter(
        (one) =>
          state.shown.has(one.id) && (!sign || one.sign === sign) && isHere(trace, meta, one.inset),
      );
      return { visible: state.overlays.territories, ...joined(kept) };
    },
    selected(trace, meta) {
      const chosen = [state.selected, state.lit];
      return joined(state.outlines.filter((one) => chosen.includes(one.id) && isHere(trace, meta, one.inset)));
    },
    seats(trace, meta) {
      const { sign: mine } = trace.meta;
      const step = parts.seats.stepAt(SEATS_ZOOM, state.shown, meta.gathering);
      const places = state.seats.filter(({ inset }) => !inset);
      const discs = parts.seats.gather(places, state.shown, step, meta.gathering);
      const kept = state.seats
        .map((seat) => ({ ...seat, ...discs.get(seat.cle) }))
        .filter(({ ids = [], sign, inset }) => ids.length && sign === mine && isHere(trace, meta, inset));
      return {
        visible: state.overlays.seats,
        lon: kept.map(({ at }) => at[0]),
        lat: kept.map(({ at }) => at[1]),
        customdata: kept.map(({ ids }) => ({ ids })),
        marker: { ...trace.marker, size: kept.map(({ area }) => SEAT_PX[mine] * Math.sqrt(area)) },
      };
    },
  };

  const joined = (outlines) => ({
    lon: outlines.flatMap(({ lon }) => lon),
    lat: outlines.flatMap(({ lat }) => lat),
  });

  /* Pointer and clicks, as plotly reports them; a seat comes before the unit under it. */
  function foundIn({ points }) {
    const data = points.map(({ customdata }) => customdata).filter(Boolean);
    const seat = data.find(({ ids }) => ids);
    if (seat) return { kind: "poles", ids: seat.ids };
    return data.length ? { kind: "unit", code: data[0].code, nom: data[0].nom } : null;
  }

  function listen(plot) {
    plot.on("plotly_hover", (event) => {
      const found = foundIn(event);
      if (found && !parts.card.isKept()) parts.card.show(state, found);
    });
    plot.on("plotly_unhover", () => parts.card.isKept() || parts.card.clear());
    plot.on("plotly_click", (event) => {
      const found = foundIn(event);
      parts.card.release();
      if (found) parts.card.press(state, found);
    });
  }

  async function inspect(code) {
    const plot = await start();
    const [fill] = plot.data.filter(({ visible, meta }) => visible === true && meta.role === "fill");
    const all = plot.data.filter(({ meta }) => meta.role === "fill" && meta.level === fill.meta.level);
    const at = all.map((trace) => trace.z[trace.customdata.findIndex((unit) => unit.code === code)]);
    const classe = at.find((one) => one !== undefined) || 0;
    return { classe, r: state.view.radii[code] || 0, level: state.level, insets: state.insets.filter(isInset), shown: [...state.shown] };
  }

  parts.svg = {
    admit,
    apply,
    figure,
    inspect,
    ready: start,
    overlays(territories, seats) {
      state.overlays = { territories, seats };
      redraw();
    },
    emphasise(classe) {
      state.emphasised = state.emphasised === classe ? null : classe;
      redraw();
      return state.emphasised;
    },
    highlight(pole) {
      if (pole === state.lit) return;
      state.lit = pole;
      redraw();
    },
  };
})();
