/* The facets: boxes of the values of a filter, with what they count. Rows stay in place under the
   filters; a reader may have them by name, look one up, tick all, none or one alone. */

(() => {
  "use strict";

  const { byId, current, go, page, setText } = window.page;
  const find = window.page.all;

  const facetOf = (node) => node.closest(".facet");
  const keyOf = (node) => facetOf(node).dataset.key;
  const rowsOf = (facet) => [...find(".facet-row", facet)];

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /* Tick all the values shown, none, or one and no other. */
  function all(button) {
    const rows = rowsOf(facetOf(button)).filter((row) => !row.hidden);
    go({ [keyOf(button)]: rows.map((row) => row.dataset.value) });
  }
  const none = (button) => go({ [keyOf(button)]: [] });
  const only = (button) => go({ [keyOf(button)]: [button.closest(".facet-row").dataset.value] });

  /* By number of poles, as the server wrote them, or by name. */
  function sort(button) {
    const facet = facetOf(button);
    const byName = facet.toggleAttribute("data-by-name");
    const name = (row) => row.querySelector(".text").textContent;
    const { compare } = new Intl.Collator(document.documentElement.lang);
    const order = byName ? (a, b) => compare(name(a), name(b)) : (a, b) => a.dataset.rank - b.dataset.rank;
    facet.querySelector(".facet-list").append(...rowsOf(facet).sort(order));
    foldRows(facet);
    setText(button.querySelector(".by"), byName ? button.dataset.byName : button.dataset.byCount);
    button.title = byName ? button.dataset.toCount : button.dataset.toName;
  }

  /* The first rows show at once, the others on demand; those that are ticked always. */
  function foldRows(facet) {
    const most = Number(facet.dataset.shown);
    rowsOf(facet).forEach((row, rank) => row.classList.toggle("extra", rank >= most));
  }

  function showMore(button) {
    const open = facetOf(button).toggleAttribute("data-open");
    setText(button, open ? button.dataset.less : button.dataset.all);
    button.setAttribute("aria-expanded", String(open));
    const field = facetOf(button).querySelector(".facet-search");
    if (!open && field) lookUp(Object.assign(field, { value: "" }));
  }

  function lookUp(field) {
    const wanted = fold(field.value.trim());
    for (const row of rowsOf(facetOf(field)))
      row.hidden = !fold(row.querySelector(".text").textContent).includes(wanted);
  }

  /* View -> the number of values ticked under "more filters". */
  function apply(state) {
    const box = byId("filters-more");
    const ticked = [...find(".facet", box)].flatMap(({ dataset }) => state[dataset.key]).length;
    const count = box.querySelector(".filters-count");
    count.hidden = !ticked;
    setText(count, String(ticked));
    for (const facet of find(".facet"))
      facet.toggleAttribute("data-active", current()[facet.dataset.key].length > 0);
    if (ticked && !page().hasAttribute("data-more-seen")) box.open = true;
    page().toggleAttribute("data-more-seen", true);
  }

  document.addEventListener("change", ({ target }) => {
    const row = target.closest(".facet-row");
    if (row) window.page.toggle(row.dataset.facet, row.dataset.value);
  });
  document.addEventListener("input", ({ target }) => {
    if (target.matches(".facet-search")) lookUp(target);
  });

  window.facets = { all, apply, none, only, showMore, sort };
})();
