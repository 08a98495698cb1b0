/* What the style document says, put on the MapLibre map: hatches, the paints of a theme, the colours
   of k classes. Layers are named, painted and described by ptce_map/style alone. */

(() => {
  "use strict";

  const parts = (window.ptceMap = window.ptceMap || {});
  const HATCH_RATIO = 2;

  function read(theme) {
    return parts.host.read(JSON.parse(parts.host.frame().dataset.styles)[theme]);
  }

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
    const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
    const pen = canvas.getContext("2d");
    Object.assign(pen, { strokeStyle: color, globalAlpha: opacity, lineWidth: width * HATCH_RATIO });
    for (const shift of [-side, 0, side]) {
      pen.moveTo(shift - HATCH_RATIO, side + HATCH_RATIO);
      pen.lineTo(shift + side + HATCH_RATIO, -HATCH_RATIO);
    }
    pen.stroke();
    return pen.getImageData(0, 0, side, side);
  }

  /* A theme changes paints only: sources and feature-state stay. */
  function setTheme(map, style) {
    setHatches(map, style);
    for (const { id, paint = {} } of style.layers)
      for (const [name, value] of Object.entries(paint)) map.setPaintProperty(id, name, value);
  }

  function setColours(map, fills, style, k) {
    const colours = style.metadata["ptce:fills"][k];
    for (const { id } of fills)
      if (String(map.getPaintProperty(id, "fill-color")) !== String(colours))
        map.setPaintProperty(id, "fill-color", colours);
  }

  function setVisibility(map, id, isVisible) {
    const value = isVisible ? "visible" : "none";
    if ((map.getLayoutProperty(id, "visibility") || "visible") !== value)
      map.setLayoutProperty(id, "visibility", value);
  }

  parts.paint = { read, setColours, setHatches, setTheme, setVisibility };
})();
