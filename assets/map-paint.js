// @ts-check
/* What the style document says, put on the MapLibre map: hatches, the paints of a theme, the colours
   of k classes. Layers are named, painted and described by ptce_map/map/style alone. */

import * as host from "./map-host.js";
import { PHONE } from "./page/elements.js";

const HATCH_RATIO = 2;
const PHONE_FACTOR = 0.75;
const SIZES = ["line-width", "circle-radius", "circle-stroke-width"];

/* The style of a theme; on a phone, what lies above the levels is drawn lighter. */
async function read(theme) {
  const style = await host.read(JSON.parse(host.frame().dataset.styles)[theme]);
  return PHONE.matches ? lighter(style) : style;
}

function lighter(style) {
  const layers = style.layers.map((layer) => {
    if (!layer.metadata || !layer.metadata.overlay) return layer;
    const paint = { ...layer.paint };
    for (const name of SIZES) if (name in paint) paint[name] = scaled(paint[name]);
    return { ...layer, paint };
  });
  return { ...style, layers };
}

/* A size, or each size of a step by zoom, times the factor of phones. */
function scaled(size) {
  if (typeof size === "number") return PHONE_FACTOR * size;
  if (size[0] !== "step") return ["*", PHONE_FACTOR, size];
  return size.map((one, at) => (at === 2 || (at > 2 && at % 2 === 0) ? scaled(one) : one));
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

/* Whether a unit is in the part of the country asked for; communes are known by the first two or
   three characters of their code, those of their département. */
function isInside(level, focus) {
  const code = ["get", "code"];
  const starts = (length) => ["in", ["slice", code, 0, length], ["literal", focus]];
  return level === "commune" ? ["any", starts(2), starts(3)] : ["in", code, ["literal", focus]];
}

function setColours(map, fills, style, { lows, level, focus }) {
  const { "ptce:fills": palettes, "ptce:outside": outside } = style.metadata;
  const classed = palettes[lows.length];
  const colours = focus ? ["case", isInside(level, focus), classed, outside] : classed;
  for (const { id } of fills)
    if (String(map.getPaintProperty(id, "fill-color")) !== String(colours))
      map.setPaintProperty(id, "fill-color", colours);
}

function setVisibility(map, id, isVisible) {
  const value = isVisible ? "visible" : "none";
  if ((map.getLayoutProperty(id, "visibility") || "visible") !== value)
    map.setLayoutProperty(id, "visibility", value);
}

/* Draw a layer or leave it out of every frame. Unlike its visibility, this reads no tile anew. */
function setDrawn(map, { id, type }, isDrawn) {
  const name = `${type}-layer-opacity`;
  if (map.getPaintProperty(id, name) !== Number(isDrawn)) map.setPaintProperty(id, name, Number(isDrawn));
}

export { read, setColours, setDrawn, setHatches, setTheme, setVisibility };
