/* Where the SVG map looks: its projection fills the frame, its insets stand at the left. Sizes are in
   CSS pixels, those of the insets' frames in km of their own map. */

(() => {
  "use strict";

  const parts = (window.ptceMap = window.ptceMap || {});
  const METROPOLE = [-5.3, 41.2, 9.7, 51.2];
  const INSETS_SHARE = 0.34;
  const INSETS_TOP = 64;
  const EDGE = 12;
  const ZOOM_STEP = 1.6;
  const MOST_SCALE = 60;

  /* Moves of ours and moves of the reader come by the same event. */
  let ours = 0;
  async function relayout(plot, changes) {
    ours += 1;
    try {
      await window.Plotly.relayout(plot, changes);
    } finally {
      ours -= 1;
    }
  }

  /* plotly draws nothing beyond the box of degrees that it is given: one with the frame's own shape. */
  function latitudes({ lataxis, lonaxis, projection }, aspect) {
    const rad = Math.PI / 180;
    const [south, north] = projection.parallels.map((degrees) => degrees * rad);
    const t = (latitude) => Math.tan(Math.PI / 4 + latitude / 2);
    const n = Math.log(Math.cos(south) / Math.cos(north)) / Math.log(t(north) / t(south));
    const rho = (degrees) => t(degrees * rad) ** -n;
    const half = n * ((lonaxis.range[1] - lonaxis.range[0]) / 2) * rad;
    const middle = (lataxis.range[0] + lataxis.range[1]) / 2;
    const shape = (d) =>
      (2 * rho(middle - d) * Math.sin(half)) / (rho(middle - d) - rho(middle + d) * Math.cos(half));
    let [low, high] = [0.5, 35];
    while (high - low > 0.01) {
      const d = (low + high) / 2;
      if (shape(d) > aspect) low = d;
      else high = d;
    }
    return [middle - low, middle + low];
  }

  /* The groups of insets side by side, as on the main map, at the largest size that leaves room. */
  function rectangles(frames, width, height) {
    const boxes = Object.values(frames);
    const left = Math.min(...boxes.map((box) => box[0]));
    const top = Math.max(...boxes.map((box) => box[3]));
    const wide = Math.max(...boxes.map((box) => box[2])) - left;
    const tall = top - Math.min(...boxes.map((box) => box[1]));
    const k = Math.min((INSETS_SHARE * width) / wide, (height - INSETS_TOP - 2 * EDGE) / tall);
    return Object.entries(frames).map(([geo, box]) => ({
      geo,
      x: [EDGE + (box[0] - left) * k, EDGE + (box[2] - left) * k],
      y: [INSETS_TOP + (top - box[3]) * k, INSETS_TOP + (top - box[1]) * k],
    }));
  }

  async function arrange(plot) {
    const { width, height, geo, meta } = plot._fullLayout;
    const changes = { "geo.lataxis.range": latitudes(geo, width / height) };
    for (const { geo: name, x, y } of rectangles(meta.frames, width, height)) {
      changes[`${name}.domain.x`] = x.map((one) => one / width);
      changes[`${name}.domain.y`] = [1 - y[1] / height, 1 - y[0] / height];
    }
    await relayout(plot, changes);
  }

  /* Put a point of the screen in the middle of the map, so many times larger. */
  function look(plot, [x, y], factor) {
    const { geo } = plot._fullLayout;
    const [lon, lat] = geo._subplot.projection.invert([x, y]);
    const scale = Math.min(MOST_SCALE, Math.max(1, geo.projection.scale * factor));
    return relayout(plot, { "geo.projection.scale": scale, "geo.center": { lon, lat } });
  }

  function edges([west, south, east, north]) {
    const steps = [0, 0.25, 0.5, 0.75, 1];
    return steps.flatMap((at) => {
      const [lon, lat] = [west + at * (east - west), south + at * (north - south)];
      return [[lon, south], [lon, north], [west, lat], [east, lat]];
    });
  }

  /* A place overseas is shown by its inset: the projection is made for the metropole alone. */
  const isNear = ([west, south, east, north]) =>
    west < METROPOLE[2] && east > METROPOLE[0] && south < METROPOLE[3] && north > METROPOLE[1];

  function fit(plot, asked, margin, state) {
    const bounds = isNear(asked) ? asked : METROPOLE;
    const { width, height, geo, meta } = plot._fullLayout;
    const room = parts.moves.padding(margin);
    if (!state.view || (state.insets.length && !state.view.bounds))
      room.left = Math.max(...rectangles(meta.frames, width, height).map(({ x }) => x[1])) + EDGE;
    const points = edges(bounds).map(geo._subplot.projection);
    const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
    const span = (values) => Math.max(...values) - Math.min(...values);
    const middle = (values) => (Math.max(...values) + Math.min(...values)) / 2;
    const factor = Math.min(
      (width - room.left - room.right) / span(xs),
      (height - room.top - room.bottom) / span(ys),
    );
    const aim = [(room.left + width - room.right) / 2, (room.top + height - room.bottom) / 2];
    const at = [middle(xs) + (width / 2 - aim[0]) / factor, middle(ys) + (height / 2 - aim[1]) / factor];
    return look(plot, at, factor);
  }

  /* Insets stand still: neither the wheel nor a finger moves them. A double click moves nothing. */
  function hold(plot) {
    const isInset = ({ target }) => target.closest(".geo2, .geo3");
    const stop = (event) => {
      if (event.type === "dblclick" || isInset(event)) event.stopPropagation();
    };
    for (const type of ["dblclick", "mousedown", "touchstart", "wheel"])
      plot.addEventListener(type, stop, { capture: true, passive: true });
  }

  function moverOf(plot, state) {
    const centre = () => [plot._fullLayout.width / 2, plot._fullLayout.height / 2];
    hold(plot);
    return {
      home: METROPOLE,
      fit: (bounds, { margin }) => fit(plot, bounds, margin, state),
      pan: (x, y) => look(plot, [centre()[0] + x, centre()[1] + y], 1),
      zoom: (by) => look(plot, centre(), ZOOM_STEP ** by),
      onUserMove: (told) =>
        plot.on("plotly_relayout", (event) => {
          if (!ours && Object.keys(event).some((key) => key.startsWith("geo."))) told();
        }),
      onResize: (told) =>
        plot.on("plotly_relayout", (event) => {
          if (!ours && event.autosize) arrange(plot).then(told);
        }),
    };
  }

  parts.svgMoves = { arrange, isNear, moverOf };
})();
