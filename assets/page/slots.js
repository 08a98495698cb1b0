// @ts-check
/* How the page that the server wrote gives way to that of the scripts. */

import { all, byId } from "./elements.js";

/* The page is HTML, out of Dash's sight, which visits each of its components at every change: those that
   its answers fill are put in their places there. */
function placePage() {
  const template = byId("template-page");
  if (!template) return;
  byId("react-entry-point").after(template.content);
  template.remove();
  for (const outlet of all("[data-component]")) outlet.replaceWith(byId(outlet.dataset.component));
}

/**
 * The parts of the page that wait in templates, or in the first page until it gives way.
 * @param {boolean} isTaken
 */
function fillSlots(isTaken) {
  placePage();
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
