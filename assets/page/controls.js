/* What is clicked, and keys: one listener an event for the whole page. */

(() => {
  "use strict";

  const { byId, page } = window.page;
  let opener = null;

  /* Selector of what is clicked -> what it does. */
  const CLICKS = {
    ".skip-links a": ({ hash }) => skipTo(byId(hash.slice(1))),
    "[data-remove]": ({ dataset }) => window.page.remove(dataset.remove, dataset.value),
    "[data-clear]": () => window.page.clear(),
    "[data-correct]": ({ dataset }) => window.page.correct(JSON.parse(dataset.correct)),
    "[data-facet-all]": (button) => window.facets.all(button),
    "[data-facet-none]": (button) => window.facets.none(button),
    "[data-facet-only]": (button) => window.facets.only(button),
    "[data-facet-sort]": (button) => window.facets.sort(button),
    "[data-facet-more]": (button) => window.facets.showMore(button),
    "button[data-facet]": ({ dataset }) => window.page.toggle(dataset.facet, dataset.value),
    "[data-cross]": ({ dataset }) => window.statistics.cross(dataset.cross),
    "[data-round]": (button) => window.statistics.round(button),
    "tr[data-level] a": (link) => {
      const { level, unit } = link.closest("tr").dataset;
      window.page.toggle(level, unit);
    },
    "[data-pole]": (row) => openPole(row.dataset.pole, row),
    ".sort": (button) => window.list.sort(button.closest("th")),
    "#theme-switch": () => window.page.switchTheme(),
    "#drawer-share": () => window.share.link(),
    "#copy-close": () => byId("copy").close(),
    "#share-link": () => window.share.link(),
    "#share-embed": () => window.share.embed(),
    "#download-copy": () => window.share.api(),
    "#download-more": () => window.options.open(),
    "#options-close": () => window.options.close(),
    "[data-copy]": ({ dataset }) => window.options.copy(dataset.copy),
    "#drawer-close": () => closeDrawer(),
    "#drawer-previous": () => window.view.step(-1),
    "#drawer-next": () => window.view.step(1),
    "#panel-open": () => window.panel.choose("default"),
    ".mantine-Tabs-tab": () => window.panel.unfold(),
    "#panel-handle": () => window.panel.cycle(),
    "#filters-open": () => toggleFilters(),
    "#legend-info": () => toggleLegend(),
    "[data-emphasis]": (button) => emphasise(button),
    "#filters-see": () => document.querySelector('[data-tab="liste"]').click(),
    "[data-tab-link]": ({ dataset }) => window.page.go({ onglet: window.page.tabAsked(dataset.tabLink) }),
    "#list-rows button": (button) => window.list.chooseRows(button),
    "#menu-open": () => toggleMenu(),
    "[data-lang]": ({ dataset }) => changeLanguage(dataset.lang),
    "[data-narrow]": ({ dataset }) => window.page.narrow(dataset.narrow),
    "#offline-retry": () => window.feedback.retry(),
  };

  document.addEventListener("click", (event) => {
    if (!event.target.closest("#list-columns")) closeColumns();
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    for (const [selector, act] of Object.entries(CLICKS)) {
      const target = event.target.closest(selector);
      if (!target) continue;
      if (target.tagName === "A" || event.target.closest("a") || target.hasAttribute("data-facet-only"))
        event.preventDefault();
      act(target);
      return;
    }
  });

  /* A skip leaves no trace in the address, which is there to be shared. That to the map leads to what
     takes its keys, once it is drawn. */
  function skipTo(node) {
    const target = node.querySelector(node.hasAttribute("data-webgl") ? "canvas[tabindex]" : "#map-svg") || node;
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus();
  }

  function openPole(pole, row) {
    opener = row.querySelector("a") || row;
    window.page.go({ pole });
  }

  /* A pole opened from a commune gives way to that commune. */
  function closeDrawer() {
    const { pole } = window.page.current();
    window.page.go(pole ? { pole: "" } : { lieu: "" });
    if (opener && opener.isConnected) opener.focus();
  }

  function toggle(node, button) {
    const open = node.toggleAttribute("data-open");
    byId(button).setAttribute("aria-expanded", String(open));
  }
  /* The choice of the columns lies above the page; tell whether it did. */
  function closeColumns() {
    const columns = byId("list-columns");
    const wasOpen = Boolean(columns && columns.open);
    if (wasOpen) columns.open = false;
    return wasOpen;
  }

  const toggleMenu = () => toggle(byId("menu"), "menu-open");
  const toggleLegend = () => toggle(byId("legend"), "legend-info");

  function toggleFilters() {
    const open = page().dataset.filters !== "open";
    page().dataset.filters = open ? "open" : "closed";
    byId("filters-open").setAttribute("aria-expanded", String(open));
  }

  /* A language is a page of its own, loaded with the same query. */
  function changeLanguage(lang) {
    window.location.search = window.page.searchWith({ lang });
  }

  function emphasise(button) {
    const chosen = window.dash_clientside.map.emphasise(Number(button.dataset.emphasis));
    for (const one of document.querySelectorAll("[data-emphasis]"))
      one.setAttribute("aria-pressed", String(Number(one.dataset.emphasis) === chosen));
  }

  /* Keys: "/" goes to the search, Escape closes what lies on top. */
  const isTyping = ({ target }) => target.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !isTyping(event) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      byId("filter-q").focus();
    } else if (event.key === "Escape" && !event.defaultPrevented) closeTopmost();
  });

  function closeTopmost() {
    if (document.querySelector(".mantine-Menu-dropdown, [data-expanded], dialog[open]")) return;
    if (closeColumns()) document.querySelector("#list-columns summary").focus();
    else if (byId("menu").hasAttribute("data-open")) toggleMenu();
    else if (byId("legend").hasAttribute("data-open")) toggleLegend();
    else if (page().dataset.drawer === "open") closeDrawer();
    else if (page().dataset.filters === "open") toggleFilters();
  }
})();
