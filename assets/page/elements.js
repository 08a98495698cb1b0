// @ts-check
/* Elements and words of the page, for the scripts that show something in it. */

const PHONE = window.matchMedia("(max-width: 767px)");
const CALM_MS = 500;

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);
/** @param {string} selector @param {ParentNode} root @returns {NodeListOf<any>} */
const all = (selector, root = document) => root.querySelectorAll(selector);
const page = () => byId("page");
/** @param {unknown} a @param {unknown} b */
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
/** @type {Intl.NumberFormat | null} */
let format = null;
/** @param {number} value */
const number = (value) => (format = format || new Intl.NumberFormat(document.documentElement.lang)).format(value);
/** @param {number} value */
const isOne = (value) => new Intl.PluralRules(document.documentElement.lang).select(value) === "one";
/**
 * Addresses of the site begin with its root, which may be under a path of the host.
 * @param {string} path
 */
const under = (path) => document.body.dataset.root + path;

/** @param {Node} node @param {string} text */
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/* Measures of the map -> their name, the levels and the forms that each allows. */
const measures = () => JSON.parse(byId("map-frame").dataset.measures);

let announcement = 0;

/**
 * Said by screen readers once all is calm.
 * @param {string} text
 */
function announce(text) {
  window.clearTimeout(announcement);
  announcement = window.setTimeout(() => setText(byId("live"), text), CALM_MS);
}

export { PHONE, all, announce, byId, isOne, measures, number, page, same, setText, under };
