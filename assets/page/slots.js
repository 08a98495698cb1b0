// @ts-check
/* How the page that the server wrote gives way to that of the scripts. */

import { all, byId } from "./elements.js";

/**
 * The lists that never change wait in templates, out of Dash's sight: it visits each of its components
 * at every change. Those that the first page shows stay there until it gives way.
 * @param {boolean} isTaken
 */
function fillSlots(isTaken) {
  for (const slot of all("[data-template]")) {
    const source = byId(slot.dataset.template);
    if (!source.content && !isTaken) continue;
    slot.append(...(source.content || source).childNodes);
    slot.removeAttribute("data-template");
  }
}

/* The first page, which the server wrote, gives way to that of the scripts once it says the same: what
   both show moves over, the focus stays where it is. */
function takeOver() {
  /** @type {any} */
  const { activeElement } = document;
  fillSlots(true);
  document.querySelector(".shell").remove();
  if (activeElement !== document.activeElement) activeElement.focus({ preventScroll: true });
}

export { fillSlots, takeOver };
