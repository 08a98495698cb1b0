// @ts-check
/* The elements of the SVG map: how they are found, and changed only where they differ. */

const SVG = "http://www.w3.org/2000/svg";

const svg = () => document.getElementById("map-svg");
const layer = (name) => svg().querySelector(`:scope > .${name}`);
const all = (selector) => [...svg().querySelectorAll(selector)];
const units = () => all(".shapes > a");

function set(node, name, value) {
  if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

function hide(node, isHidden) {
  if (node.hasAttribute("hidden") !== isHidden) node.toggleAttribute("hidden", isHidden);
}

/* A custom property of an element, which the stylesheet reads. */
function style(node, name, value) {
  if (node.style.getPropertyValue(name) !== String(value)) node.style.setProperty(name, value);
}

function make(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

/* The line of another path, to be drawn otherwise. */
/* A copy of a path, of the inset that it is of. */
function copy(path, name) {
  const { inset } = (path.closest("[data-inset]") || path).dataset;
  return make("path", { class: name, d: path.getAttribute("d"), ...(inset ? { "data-inset": inset } : {}) });
}

export { all, copy, hide, layer, make, set, style, svg, units };
