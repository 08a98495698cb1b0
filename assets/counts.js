// @ts-check
/* Numbers of poles and their classes, counted in the browser where the server does not send them. */

/**
 * Units -> number of poles.
 * @param {string[]} poles
 * @param {Record<string, string[]>} members codes of the units of each pole
 * @returns {Record<string, number>}
 */
function countPoles(poles, members) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const pole of poles) for (const code of members[pole] || []) counts[code] = (counts[code] || 0) + 1;
  return counts;
}

/**
 * The class of a value, from 1; 0 below the first.
 * @param {number} value
 * @param {number[]} lows least value of each class, upwards
 */
const rankOf = (value, lows) => lows.filter((low) => low <= value).length;

/**
 * Units -> class.
 * @param {Record<string, number>} counts
 * @param {number[]} lows
 * @returns {Record<string, number>}
 */
const classify = (counts, lows) =>
  Object.fromEntries(Object.entries(counts).map(([code, n]) => [code, rankOf(n, lows)]));

/**
 * The département of a commune, by their codes.
 * @param {string} commune
 */
const departementOf = (commune) => commune.slice(0, commune.startsWith("97") ? 3 : 2);

export { classify, countPoles, departementOf, rankOf };
