// @ts-check
/* Links that follow the query of the page: `<a data-follows="/liste">` leads to `/liste?...` with the
   query as it is when the link is reached, by pointer or by keyboard. From the frame of another site, they
   open a tab of their own. */

import { searchWith } from "./page/address.js";
import { page, under } from "./page/elements.js";

/** @param {Event} event */
function follow({ target }) {
  /** @type {HTMLAnchorElement} */
  const link = target instanceof Element && target.closest("a[data-follows]");
  if (!link) return;
  const [path, anchor] = link.dataset.follows.split("#");
  link.href = under(path) + searchWith({ embed: "" }) + (anchor ? `#${anchor}` : "");
  if (page().dataset.embed) link.target = "_blank";
}

for (const reach of ["pointerover", "pointerdown", "focusin"]) document.addEventListener(reach, follow);
