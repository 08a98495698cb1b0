// @ts-check
/* Sharing: the address of the page, the code that puts its map in another page. */

import { searchWith } from "./address.js";
import { byId, page } from "./elements.js";
import { apiUrl } from "./view.js";
import { notify } from "./widgets.js";

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

/* Browsers give the clipboard to safe addresses alone, and to whom allows it. */
async function copy(text, message) {
  try {
    await navigator.clipboard.writeText(text);
    notify(message);
  } catch {
    offer(text);
  }
}

/* The text itself, selected, for the reader to copy. */
function offer(text) {
  const field = byId("copy-text");
  field.value = text;
  byId("copy").showModal();
  field.select();
}

const link = () => copy(window.location.href, page().dataset.copied);
const api = () => copy(apiUrl(), page().dataset.copiedApi);

/**
 * The same view, without what belongs to the page around the map, so many pixels high.
 * @param {string} height
 */
function embed(height) {
  const around = ["pole", "lieu", "onglet", "tri", "colonnes", "lignes", "cumul", "panneau"];
  const search = searchWith({ ...Object.fromEntries(around.map((key) => [key, ""])), embed: "1" });
  const address = new URL(search, window.location.origin + window.location.pathname).href;
  const title = escape(document.title);
  const frame = `<iframe src="${escape(address)}" title="${title}" width="100%" height="${height}" style="border:0" loading="lazy"></iframe>`;
  return copy(frame, page().dataset.copiedEmbed);
}

export { api, embed, link };
