// @ts-check
/* What the components of Dash show: a property is given to them only where it differs. */

import { client } from "../dash.js";
import { page, same } from "./elements.js";

const NOTICE_MS = 4000;

/** @type {Map<string, any>} */
const shown = new Map();

/** @param {string} widget @param {unknown} value @param {string} property */
function show(widget, value, property = "value") {
  if (same(shown.get(widget), value)) return;
  shown.set(widget, value);
  client.set_props(widget, { [property]: value });
}

/**
 * What is given again unchanged would call the server again.
 * @param {Record<string, unknown>} values
 */
function changed(values) {
  return Object.entries(values).map(([name, value]) => {
    if (value === undefined || shown.get(`store-${name}`) === value) return client.no_update;
    shown.set(`store-${name}`, value);
    return value;
  });
}

/* What the server was last asked, by store. */
const stores = () => ({
  query: shown.get("store-query"),
  selected: shown.get("store-selected"),
  "statistics-query": shown.get("store-statistics"),
});

/**
 * A notice is an alert: screen readers say it by themselves.
 * @param {string} message
 */
function notify(message) {
  const closeButtonProps = { "aria-label": page().dataset.close };
  client.set_props("notices", {
    sendNotifications: [{ action: "show", id: `notice-${Date.now()}`, message, autoClose: NOTICE_MS, closeButtonProps }],
  });
}

export { changed, notify, show, shown, stores };
