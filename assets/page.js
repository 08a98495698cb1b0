/* The page: its URL is its state. This file turns widgets into a query string and back. view.js
   shows what a query answers; controls.js and the other scripts change keys of the query by
   `window.page`. */

(() => {
  "use strict";

  const client = (window.dash_clientside = window.dash_clientside || {});
  const PHONE = window.matchMedia("(max-width: 767px)");
  const DARK = window.matchMedia("(prefers-color-scheme: dark)");
  const CALM_MS = 500;
  const NOTICE_MS = 4000;
  const WIDGETS = { level: "niveau", tabs: "onglet" };
  const OVERLAYS = { territoires: "overlay-territories", sieges: "overlay-seats" };
  const KEPT = ["mesure", "methode", "classes", "bornes", "echelle"];
  /* What the server reconciles with the level: its answer is shown, and the address is kept. */
  const RESOLVED = ["forme", "mesure"];
  const OF_THE_BROWSER = ["theme", "onglet", "vue", "tri", "colonnes", "lignes", "calques", "cumul", "panneau", "embed"];

  let grammar = null;
  let announcement = 0;
  const shown = new Map();

  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => root.querySelectorAll(selector);
  const page = () => byId("page");
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const number = (value) => new Intl.NumberFormat(document.documentElement.lang).format(value);
  const isOne = (value) => new Intl.PluralRules(document.documentElement.lang).select(value) === "one";
  /* Addresses of the site begin with its root, which may be under a path of the host. */
  const under = (path) => document.body.dataset.root + path;
  const setText = (node, text) => {
    if (node.textContent !== text) node.textContent = text;
  };

  /* Grammar: {lists: [[key, [value, ...]], ...], text: key, view: [[key, default, allowed], ...]} in
     the order of the canonical query, written by the server from its own tables. What a key of the
     view allows is its values or, as one text, the form that they have. */
  function readGrammar() {
    grammar = grammar || JSON.parse(page().dataset.grammar);
    return grammar;
  }

  function parse(search) {
    const given = new URLSearchParams(search);
    const { lists, text, view } = readGrammar();
    const state = {};
    for (const [key, values] of lists) {
      const asked = given.getAll(key);
      state[key] = values.filter((value) => asked.includes(value));
    }
    state[text] = given.get(text) || "";
    for (const [key, initial, allowed] of view)
      state[key] = given.getAll(key).find((value) => isAllowed(allowed, value)) || initial;
    return state;
  }

  const isAllowed = (allowed, value) =>
    typeof allowed === "string" ? new RegExp(`^(?:${allowed})$`).test(value) : allowed.includes(value);

  /* Whether a pair of the address is one that the grammar knows. */
  function isKnown([key, value]) {
    const { lists, text, view } = readGrammar();
    const found = [...lists, [text, "[^]*"], ...view].find(([one]) => one === key);
    return Boolean(found) && (value === "" || isAllowed(found.at(-1), value));
  }

  /* The query string of a state. Pairs that are not known stay after it: their error does not go away
     by itself, but when another value is given to their key, or when the reader corrects the address. */
  function write(state, unknown = []) {
    const { lists, text, view } = readGrammar();
    const query = new URLSearchParams();
    for (const [key, values] of lists)
      for (const value of values) if (state[key].includes(value)) query.append(key, value);
    if (state[text]) query.append(text, state[text]);
    for (const [key, initial] of view) if (state[key] && state[key] !== initial) query.append(key, state[key]);
    for (const [key, value] of unknown) query.append(key, value);
    return String(query) && `?${query}`;
  }

  const current = () => parse(window.location.search);

  function searchWith(changes) {
    const state = current();
    const isGivenAnew = ([key]) => typeof state[key] === "string" && key in changes && changes[key] !== state[key];
    const unknown = [...new URLSearchParams(window.location.search)].filter((pair) => !isKnown(pair));
    return write({ ...state, ...changes }, unknown.filter((pair) => !isGivenAnew(pair)));
  }

  /* Take out of the address the pairs that the server did not understand. */
  function correct(pairs) {
    const wrong = new Set(pairs.map((pair) => pair.join("=")));
    const kept = [...new URLSearchParams(window.location.search)].filter((pair) => !wrong.has(pair.join("=")));
    client.set_props("url", { search: write(parse(String(new URLSearchParams(kept)))) });
  }

  /* Change some keys of the query: `go({pole: "le-phares"})`. */
  function go(changes) {
    const search = searchWith(changes);
    if (search !== window.location.search) client.set_props("url", { search });
  }

  /* The same without a step in the history, for what the reader would not want to go back through. */
  function replace(changes) {
    const search = searchWith(changes);
    if (search === window.location.search) return;
    window.history.replaceState(window.history.state, "", `${window.location.pathname}${search}`);
    document.dispatchEvent(new CustomEvent("page:replaced"));
  }

  function toggle(key, value) {
    const values = current()[key];
    const isAsked = values.includes(value);
    go({ [key]: isAsked ? values.filter((one) => one !== value) : [...values, value] });
  }

  /* Remove a value of a filter, or all of them if none is named. */
  function remove(key, value) {
    if (key === readGrammar().text) go({ [key]: "" });
    else if (value === undefined) go({ [key]: [] });
    else if (current()[key].includes(value)) toggle(key, value);
  }

  const noFilters = () => {
    const { lists, text } = readGrammar();
    return { ...Object.fromEntries(lists.map(([key]) => [key, []])), [text]: "" };
  };
  const clear = () => go(noFilters());

  /* List those of the poles shown that have a value, or one of several of a filter:
     `narrow("precision=region-only")`. */
  function narrow(pairs) {
    const asked = [...new URLSearchParams(pairs)];
    go({ [asked[0][0]]: asked.map(([, value]) => value), onglet: tabAsked("liste") });
  }

  /* Widgets -> URL. Only what has just changed is taken from the widgets, the rest from the URL. */
  function search() {
    const state = current();
    const changes = {};
    for (const { prop_id, value } of client.callback_context.triggered) {
      const widget = prop_id.split(".")[0];
      const key = WIDGETS[widget] || widget.replace("filter-", "");
      const isRepeated = same(shown.get(widget), value);
      shown.set(widget, value);
      /* A choice that shows what is not in its list tells that it has no value: nobody chose that. */
      if (value === null || (isRepeated && RESOLVED.includes(key))) continue;
      if (key === "onglet") window.panel.showTab(value);
      if (key === "onglet" && value === tabShown(state)) continue;
      const chosen = key === "onglet" ? tabAsked(value) : value || (Array.isArray(state[key]) ? [] : "");
      if (same(chosen || defaultOf(key), state[key])) continue;
      changes[key] = chosen;
      if (key === "bornes" && value) changes.methode = "manuelle";
      if (key === "onglet") changes.panneau = "";
    }
    return Object.keys(changes).length ? searchWith(changes) : client.no_update;
  }

  function defaultOf(key) {
    const found = readGrammar().view.find(([one]) => one === key);
    return found ? found[1] : "";
  }

  /* The lists that never change wait in templates, out of Dash's sight: it visits each of its
     components at every change. Those that the first page shows stay there until it gives way. */
  function fillSlots(isTaken) {
    for (const slot of all("[data-template]")) {
      const source = byId(slot.dataset.template);
      if (!source.content && !isTaken) continue;
      slot.append(...(source.content || source).childNodes);
      slot.removeAttribute("data-template");
    }
  }

  /* The first page, which the server wrote, gives way to that of the scripts once it says the same:
     what both show moves over, the focus stays where it is. */
  function takeOver() {
    const { activeElement } = document;
    fillSlots(true);
    document.querySelector(".shell").remove();
    if (activeElement !== document.activeElement) activeElement.focus({ preventScroll: true });
  }

  /* URL -> widgets, and the parts of the query that the server answers. */
  function read(searched) {
    fillSlots(false);
    const state = parse(searched || "");
    for (const key of ["region", "departement"]) show(`filter-${key}`, state[key]);
    show("level", state.niveau);
    for (const key of KEPT) show(key, state[key]);
    showTab(state);
    window.panel.read(state);
    showOverlays(state);
    window.statistics.read(state);
    limitDepartements(state);
    window.list.read(state);
    const query = strip(searched || "");
    const statistics = state.onglet === "statistiques" ? query : shown.get("store-statistics");
    const theme = applyTheme(state.theme);
    return changed({ query, selected: state.pole, place: state.lieu, theme, statistics });
  }

  /* What is given again unchanged would call the server again. */
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

  /* Phones open on the filters, other screens on the list; an address says another tab. */
  const openingTab = () => (PHONE.matches ? "filtres" : "liste");
  const tabAsked = (tab) => (tab === openingTab() ? "" : tab);
  const tabShown = ({ onglet }) => onglet || openingTab();

  function showTab(state) {
    const before = shown.get("tabs");
    const tab = tabShown(state);
    if (before !== tab) window.panel.showTab(tab, { isFirst: !before });
    show("tabs", tab);
  }

  /* At régions the outlines would hide the classes: they wait to be asked for. */
  const ownOverlays = (level) => (level === "region" ? "sieges" : "territoires,sieges");

  function showOverlays({ niveau, calques }) {
    const asked = (calques || ownOverlays(niveau)).split(",");
    for (const [name, widget] of Object.entries(OVERLAYS)) {
      const checked = asked.includes(name);
      if (!shown.has(widget)) shown.set(widget, true);
      show(widget, checked, "checked");
    }
  }

  /* A switch of the legend: the overlays that are then on. */
  function switchOverlay(changed) {
    shown.set(changed.id, changed.checked);
    const on = Object.keys(OVERLAYS).filter((name) => shown.get(OVERLAYS[name]));
    const calques = on.join() || "aucun";
    go({ calques: calques === ownOverlays(current().niveau) ? "" : calques });
  }

  document.addEventListener("change", ({ target }) => {
    if (Object.values(OVERLAYS).includes(target.id)) switchOverlay(target);
  });

  function show(widget, value, property = "value") {
    if (same(shown.get(widget), value)) return;
    shown.set(widget, value);
    client.set_props(widget, { [property]: value });
  }

  /* Leave out of a query string what changes nothing in the server's answer, errors kept. */
  function strip(searched) {
    const query = new URLSearchParams(searched);
    const level = query.get("niveau");
    if (!level || isKnown(["niveau", level])) {
      const drawn = client.map.admit(level);
      if (drawn !== level) query.delete("niveau");
    }
    const kept = [...query].filter((pair) => !OF_THE_BROWSER.includes(pair[0]) || !isKnown(pair));
    return String(new URLSearchParams(kept));
  }

  const departements = () => JSON.parse(page().dataset.departements);

  function limitDepartements({ region, departement }) {
    const data = departements()
      .filter((one) => !region.length || region.includes(one.region) || departement.includes(one.value))
      .map(({ value, label }) => ({ value, label }));
    if (same(shown.get("departements"), data)) return;
    shown.set("departements", data);
    client.set_props("filter-departement", { data });
  }

  function applyTheme(asked) {
    const dark = asked === "auto" ? DARK.matches : asked === "sombre";
    const theme = dark ? "dark" : "light";
    document.documentElement.dataset.mantineColorScheme = theme;
    const button = byId("theme-switch");
    button.title = dark ? button.dataset.toLight : button.dataset.toDark;
    button.setAttribute("aria-label", button.title);
    return theme;
  }

  function switchTheme() {
    const dark = document.documentElement.dataset.mantineColorScheme === "dark";
    go({ theme: dark ? "clair" : "sombre" });
  }

  /* What happened on the map. */
  function onMap(event) {
    if (!event) return client.no_update;
    const changes = event.kind === "pole" ? { pole: event.id } : {};
    if (page().dataset.embed) window.open(searchWith({ ...changes, embed: "" }) || under("/"), "_blank", "noopener");
    else if (event.kind === "pole") go(changes);
    else if (event.level !== "commune") toggle(event.level, event.code);
    return client.no_update;
  }

  /* Said by screen readers once all is calm. */
  function announce(text) {
    window.clearTimeout(announcement);
    announcement = window.setTimeout(() => setText(byId("live"), text), CALM_MS);
  }

  /* A notice is an alert: screen readers say it by themselves. */
  function notify(message) {
    const closeButtonProps = { "aria-label": page().dataset.close };
    client.set_props("notices", {
      sendNotifications: [{ action: "show", id: `notice-${Date.now()}`, message, autoClose: NOTICE_MS, closeButtonProps }],
    });
  }

  DARK.addEventListener("change", () => client.set_props("theme", { data: applyTheme(current().theme) }));

  client.page = { search, read, onMap };
  window.page = {
    PHONE,
    all,
    announce,
    byId,
    clear,
    correct,
    current,
    go,
    isOne,
    noFilters,
    narrow,
    notify,
    number,
    page,
    remove,
    replace,
    same,
    searchWith,
    setText,
    show,
    stores,
    switchTheme,
    tabAsked,
    takeOver,
    toggle,
    under,
    write,
  };
})();
