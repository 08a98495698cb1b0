// @ts-check
/* What the page was last given, so that it is not given again; and its notices. */

import { client } from "../dash.js";
import { byId, page } from "./elements.js";

const NOTICE_MS = 4000;

/** @type {Map<string, any>} */
const shown = new Map();

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
  const notice = Object.assign(document.createElement("div"), { className: "notice" });
  notice.setAttribute("role", "alert");
  const text = Object.assign(document.createElement("p"), { textContent: message });
  const close = Object.assign(document.createElement("button"), { type: "button", title: page().dataset.close });
  close.setAttribute("aria-label", close.title);
  close.append(Object.assign(document.createElement("span"), { className: "icon icon-close" }));
  close.addEventListener("click", () => notice.remove());
  notice.append(text, close);
  byId("notices").replaceChildren(notice);
  window.setTimeout(() => notice.remove(), NOTICE_MS);
}

export { changed, notify, shown, stores };
