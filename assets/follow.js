/* Links that follow the query of the page: `<a data-follows="/liste">` leads to `/liste?...` with the
   query as it is when the link is reached, by pointer or by keyboard. */

(() => {
  "use strict";

  function follow({ target }) {
    const link = target instanceof Element && target.closest("a[data-follows]");
    if (link) link.href = link.dataset.follows + window.location.search;
  }

  for (const reach of ["pointerover", "pointerdown", "focusin"]) document.addEventListener(reach, follow);
})();
