/* Controls that leave the query alone or change one key of it: chips, bars, rows, sorting, the
   panel's height, the drawer, keyboard shortcuts. One listener an event, for the whole page. */

(() => {
  "use strict";

  const HEIGHTS = ["closed", "default", "open"];
  const TALL_TABS = ["statistiques", "methode"];
  const DRAG_PX = 8;
  const FOLDED = window.matchMedia("(min-width: 768px) and (max-width: 1279px)");

  const byId = (id) => document.getElementById(id);
  const page = () => byId("page");
  let opener = null;
  let drag = null;

  /* Selector of what is clicked -> what it does. */
  const CLICKS = {
    "[data-remove]": ({ dataset }) => window.page.remove(dataset.remove, dataset.value),
    "[data-clear]": () => window.page.clear(),
    "button[data-facet]": ({ dataset }) => window.page.toggle(dataset.facet, dataset.value),
    "[data-unit] a": (link) => {
      const { level, unit } = link.closest("[data-unit]").dataset;
      window.page.toggle(level, unit);
    },
    "[data-pole]": (row) => openPole(row.dataset.pole, row),
    "[data-more]": (button) => showMore(button),
    ".sort": (button) => sort(button.closest("th")),
    "#theme-switch": () => window.page.switchTheme(),
    "#share": () => window.page.share(),
    "#drawer-share": () => window.page.share(),
    "#download-copy": () => window.page.copyApi(),
    "#drawer-close": () => closeDrawer(),
    "#drawer-previous": () => window.page.step(-1),
    "#drawer-next": () => window.page.step(1),
    "#panel-open": () => setPanel("default"),
    ".mantine-Tabs-tab": () => panel() === "closed" && setPanel("default"),
    "#panel-handle": () => drag || cyclePanel(),
    "#filters-open": () => toggleFilters(),
    "#legend-info": () => toggleLegend(),
    "[data-emphasis]": (button) => emphasise(button),
    "#filters-see": () => seeList(),
    "[data-tab-link]": ({ dataset }) => window.page.go({ onglet: dataset.tabLink }),
    "#list-rows button": (button) => showRows(button),
    "#menu-open": () => toggleMenu(),
    "[data-lang]": ({ dataset }) => changeLanguage(dataset.lang),
    "[data-only]": ({ dataset }) => window.page.only(dataset.only),
  };

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    for (const [selector, act] of Object.entries(CLICKS)) {
      const target = event.target.closest(selector);
      if (!target) continue;
      if (target.tagName === "A" || event.target.closest("a")) event.preventDefault();
      act(target);
      return;
    }
  });

  function openPole(pole, row) {
    opener = row.querySelector("a") || row;
    window.page.go({ pole });
  }

  function closeDrawer() {
    window.page.go({ pole: "" });
    if (opener && opener.isConnected) opener.focus();
  }

  function showMore(button) {
    const list = byId(button.dataset.more);
    const open = list.toggleAttribute("data-open");
    button.textContent = open ? button.dataset.less : button.dataset.all;
    button.setAttribute("aria-expanded", String(open));
  }

  /* Rows carry the rank they have in each column, computed in reading order by the server. */
  function sort(head) {
    const ascending = head.getAttribute("aria-sort") !== "ascending";
    for (const one of head.parentElement.children) one.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    const rank = (row) => Number(row.dataset.ranks.split(" ")[head.cellIndex]);
    const body = head.closest("table").tBodies[0];
    const rows = [...body.rows].sort((a, b) => (ascending ? rank(a) - rank(b) : rank(b) - rank(a)));
    body.append(...rows);
  }

  function showRows(button) {
    for (const one of button.parentElement.children)
      one.setAttribute("aria-pressed", String(one.dataset.rows === button.dataset.rows));
    byId("liste").dataset.rows = button.dataset.rows;
  }

  /* There is no table of the communes: at that level the list is that of the poles. */
  function limitRows(level) {
    const buttons = byId("list-rows");
    buttons.hidden = !buttons.querySelector(`[data-by-level="${level}"]`);
    if (buttons.hidden) showRows(buttons.firstElementChild);
  }

  /* The panel: folded, resting, tall. */
  const panel = () => page().dataset.panel || "default";

  function setPanel(height) {
    page().dataset.panel = height;
    const handle = byId("panel-handle");
    handle.setAttribute("aria-expanded", String(height !== "closed"));
    handle.setAttribute("aria-label", height === "open" ? handle.dataset.collapse : handle.dataset.expand);
  }

  function cyclePanel() {
    setPanel({ closed: "default", default: "open", open: "closed" }[panel()]);
  }

  function showTab(tab, { isFirst = false } = {}) {
    if (page().dataset.tab === tab) return;
    page().dataset.tab = tab;
    if (TALL_TABS.includes(tab) && !window.page.PHONE.matches) setPanel("open");
    else if (isFirst && FOLDED.matches) setPanel("closed");
    else if (panel() === "closed") setPanel("default");
  }

  document.addEventListener("pointerdown", (event) => {
    if (event.target.id === "panel-handle") drag = { y: event.clientY, moved: false };
  });
  document.addEventListener("pointermove", (event) => {
    if (drag && Math.abs(event.clientY - drag.y) > DRAG_PX) drag.moved = true;
  });
  document.addEventListener("pointerup", (event) => {
    if (!drag) return;
    const { y, moved } = drag;
    drag = moved ? drag : null;
    if (!moved) return;
    const by = Math.max(-2, Math.min(2, Math.round((y - event.clientY) / 120) || Math.sign(y - event.clientY)));
    const at = Math.max(0, Math.min(2, HEIGHTS.indexOf(panel()) + by));
    setPanel(HEIGHTS[at]);
    window.setTimeout(() => { drag = null; });
  });

  function toggleFilters() {
    const open = page().dataset.filters !== "open";
    page().dataset.filters = open ? "open" : "closed";
    byId("filters-open").setAttribute("aria-expanded", String(open));
  }

  function toggleMenu() {
    const open = byId("menu").toggleAttribute("data-open");
    byId("menu-open").setAttribute("aria-expanded", String(open));
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

  function toggleLegend() {
    const open = byId("legend").toggleAttribute("data-open");
    byId("legend-info").setAttribute("aria-expanded", String(open));
  }

  function seeList() {
    document.querySelector('[data-tab="liste"]').click();
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
    if (document.querySelector(".mantine-Menu-dropdown, [data-expanded]")) return;
    if (byId("menu").hasAttribute("data-open")) toggleMenu();
    else if (byId("legend").hasAttribute("data-open")) toggleLegend();
    else if (page().dataset.drawer === "open") closeDrawer();
    else if (page().dataset.filters === "open") toggleFilters();
  }

  /* A row under the pointer lights its territory on the map. */
  document.addEventListener("pointerover", ({ target }) => {
    const row = target.closest && target.closest("tr[data-pole]");
    const map = window.dash_clientside.map;
    if (map && map.highlight) map.highlight(row ? row.dataset.pole : null);
  });

  window.controls = { showTab, limitRows };
})();
