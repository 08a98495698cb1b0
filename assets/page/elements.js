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
const inWords = () => (format = format || new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }));
/**
 * A number as its language writes it. Whole ones of three digits are alike in all, and need not wait until the
 * browser has read how others are written, 15 ms at the first.
 * @param {number} value
 */
const number = (value) => (Number.isInteger(value) && value >= 0 && value < 1000 ? String(value) : inWords().format(value));
/** @type {Intl.PluralRules | null} */
let plurals = null;
/** @param {number} value */
const isOne = (value) => (plurals = plurals || new Intl.PluralRules(document.documentElement.lang)).select(value) === "one";
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
