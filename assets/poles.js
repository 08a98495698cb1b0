// @ts-check
/* The poles of a view: their ids or, where they are many, which of all of them they are, a bit each. */

import * as host from "./map-host.js";

/**
 * Put the ids of its poles into a view, in reading order; beside them, those of all by their ranks.
 * @param {any} view
 */
async function complete(view) {
  if (!view || Array.isArray(view.poles)) return;
  const { ids, held } = view.poles;
  /** @type {string[]} */
  const everyone = await host.read(ids);
  const bytes = window.atob(held);
  view.everyone = everyone;
  view.poles = everyone.filter((_, at) => bytes.charCodeAt(at >> 3) & (128 >> (at & 7)));
}

export { complete };
