// @ts-check
/* Paper: the server's own map takes the place of the canvas, which browsers print empty, cut or not at
   all. It is asked for when printing starts, and waited for: no page loads it in vain. */

import { current, write } from "./address.js";
import { byId, under } from "./elements.js";

/* A browser prints as soon as its listeners return: the request has to be a waiting one. */
function read(address) {
  const request = new XMLHttpRequest();
  request.open("GET", address, false);
  try {
    request.send();
  } catch {
    return null;
  }
  return request.status === 200 ? request.responseText : null;
}

function put() {
  const sheet = byId("map-sheet");
  if (!sheet) return;
  const text = read(under(`/api/carte.svg${write({ ...current(), embed: "" })}`));
  if (!text) return;
  const drawn = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  sheet.replaceChildren(document.importNode(drawn, true));
  byId("map-frame").toggleAttribute("data-sheet", true);
}

function remove() {
  byId("map-frame").toggleAttribute("data-sheet", false);
  byId("map-sheet").replaceChildren();
}

window.addEventListener("beforeprint", put);
window.addEventListener("afterprint", remove);
