// @ts-check
/* The grammar of the query, which the server writes from its own tables: a query string to a state and
   back. Nothing here touches the page. */

/**
 * What a key takes: its values or, as one text, the form that they have.
 * @typedef {string[] | string} Allowed
 *
 * Keys in the order of the canonical query: those of lists, that of a text, those of the view, each
 * of these with its default.
 * @typedef {{lists: [string, Allowed][], text: string, view: [string, string, Allowed][]}} Grammar
 *
 * A list or a text by key.
 * @typedef {Record<string, any>} State
 */

/**
 * @param {Allowed} allowed
 * @param {string} value
 */
const isAllowed = (allowed, value) =>
  typeof allowed === "string" ? new RegExp(`^(?:${allowed})$`).test(value) : allowed.includes(value);

/**
 * Values of a list that are known, each once: in the order of all, or of the address where all are too
 * many to be told.
 * @param {Allowed} allowed
 * @param {string[]} asked
 */
const ordered = (allowed, asked) =>
  typeof allowed === "string"
    ? [...new Set(asked)].filter((value) => isAllowed(allowed, value))
    : allowed.filter((value) => asked.includes(value));

/**
 * @param {Grammar} grammar
 * @param {string} search
 * @returns {State}
 */
function parse({ lists, text, view }, search) {
  const given = new URLSearchParams(search);
  /** @type {State} */
  const state = {};
  for (const [key, values] of lists) state[key] = ordered(values, given.getAll(key));
  state[text] = given.get(text) || "";
  for (const [key, initial, allowed] of view)
    state[key] = given.getAll(key).find((value) => isAllowed(allowed, value)) || initial;
  return state;
}

/**
 * Whether a pair of an address is one that the grammar knows.
 * @param {Grammar} grammar
 * @param {[string, string]} pair
 */
function isKnown({ lists, text, view }, [key, value]) {
  /** @type {[string, ...any][]} */
  const rows = [...lists, [text, "[^]*"], ...view];
  const found = rows.find(([one]) => one === key);
  return found !== undefined && (value === "" || isAllowed(found.at(-1), value));
}

/**
 * The query string of a state. Pairs that are not known stay after it: their error does not go away
 * by itself, but when another value is given to their key, or when the reader corrects the address.
 * @param {Grammar} grammar
 * @param {State} state
 * @param {[string, string][]} unknown
 */
function write({ lists, text, view }, state, unknown = []) {
  const query = new URLSearchParams();
  for (const [key, values] of lists)
    for (const value of ordered(values, state[key])) query.append(key, value);
  if (state[text]) query.append(text, state[text]);
  for (const [key, initial] of view) if (state[key] && state[key] !== initial) query.append(key, state[key]);
  for (const [key, value] of unknown) query.append(key, value);
  return String(query) && `?${query}`;
}

/**
 * Another list is read from its first page.
 * @param {Grammar} grammar
 * @param {State} changes
 * @returns {State}
 */
const restarted = ({ lists, text }, changes) =>
  [...lists.map(([key]) => key), text, "tri"].some((key) => key in changes) ? { page: "" } : {};

/**
 * An address with some keys changed.
 * @param {Grammar} grammar
 * @param {string} search
 * @param {State} changes
 */
function change(grammar, search, changes) {
  const state = parse(grammar, search);
  /** @param {[string, string]} pair */
  const isGivenAnew = ([key]) => typeof state[key] === "string" && key in changes && changes[key] !== state[key];
  const unknown = [...new URLSearchParams(search)].filter((pair) => !isKnown(grammar, pair));
  return write(grammar, { ...state, ...restarted(grammar, changes), ...changes }, unknown.filter((pair) => !isGivenAnew(pair)));
}

/**
 * A state without filters.
 * @param {Grammar} grammar
 * @returns {State}
 */
const withoutFilters = ({ lists, text }) => ({
  ...Object.fromEntries(lists.map(([key]) => [key, []])),
  [text]: "",
});

export { change, isKnown, parse, withoutFilters, write };
