/* The page: its URL is its state. This file turns the widgets into a query string and back, and
   applies a view (what a query answers) to what is already on the page: counts, bars, rows.
   controls.js handles what leaves the query alone; map.js draws the map. */

(() => {
  "use strict";

  const client = (window.dash_clientside = window.dash_clientside || {});
  const PHONE = window.matchMedia("(max-width: 767px)");
  const DARK = window.matchMedia("(prefers-color-scheme: dark)");
  const CALM_MS = 500;

  let grammar = null;
  let view = null;
  let lastAdded = null;
  let announcement = 0;
  const shownByWidget = new Map();

  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => root.querySelectorAll(selector);
  const page = () => byId("page");
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const number = (value) => new Intl.NumberFormat(document.documentElement.lang).format(value);

  /* Grammar: {lists: [[key, [value, ...]], ...], text: key, view: [[key, default], ...]} in the
     order of the canonical query, written by the server from its own tables. */
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
    for (const [key, initial] of view) state[key] = given.get(key) || initial;
    return state;
  }

  function write(state) {
    const { lists, text, view } = readGrammar();
    const query = new URLSearchParams();
    for (const [key, values] of lists)
      for (const value of values) if (state[key].includes(value)) query.append(key, value);
    if (state[text]) query.append(text, state[text]);
    for (const [key, initial] of view) if (state[key] && state[key] !== initial) query.append(key, state[key]);
    return query.size ? `?${query}` : "";
  }

  const current = () => parse(window.location.search);

  /* Change some keys of the query: `go({pole: "le-phares"})`. */
  function go(changes) {
    const search = write({ ...current(), ...changes });
    if (search !== window.location.search) client.set_props("url", { search });
  }

  function toggle(key, value) {
    const values = current()[key];
    const added = !values.includes(value);
    if (added) lastAdded = { key, value };
    go({ [key]: added ? [...values, value] : values.filter((one) => one !== value) });
  }

  function remove(key, value) {
    if (key === readGrammar().text) go({ [key]: "" });
    else if (current()[key].includes(value)) toggle(key, value);
  }

  function clear() {
    const { lists, text } = readGrammar();
    go({ ...Object.fromEntries(lists.map(([key]) => [key, []])), [text]: "" });
  }

  /* Ask for one value and nothing else: `only("precision=region-only")`. */
  function only(pair) {
    const [key, value] = pair.split("=");
    const { lists, text } = readGrammar();
    const cleared = Object.fromEntries(lists.map(([one]) => [one, []]));
    go({ ...cleared, [text]: "", [key]: [value], onglet: "liste" });
  }

  /* Widgets -> URL. Only what has just changed is taken from the widgets, the rest from the URL. */
  function search() {
    const state = current();
    for (const { prop_id, value } of client.callback_context.triggered) {
      const widget = prop_id.split(".")[0];
      const key = widget.replace("filter-", "").replace("tabs", "onglet").replace("level", "niveau");
      const isRepeated = same(shownByWidget.get(widget), value);
      shownByWidget.set(widget, value);
      if (isRepeated && key === "forme") continue;
      if (key === "bornes" && value) state.methode = "manuelle";
      if (key === "onglet") window.controls.showTab(value);
      if (value === "filtres") continue;
      if (Array.isArray(value)) noteAdded(key, value, state[key]);
      state[key] = value || (Array.isArray(state[key]) ? [] : "");
    }
    const found = write(state);
    return found === write(current()) ? client.no_update : found;
  }

  function noteAdded(key, after, before) {
    const value = after.find((one) => !before.includes(one));
    if (value) lastAdded = { key, value };
  }

  /* The lists that never change wait in templates, out of Dash's sight: it visits each of its
     components at every change. */
  function fillSlots() {
    for (const slot of all("[data-template]")) {
      slot.append(byId(slot.dataset.template).content);
      slot.removeAttribute("data-template");
    }
  }

  /* URL -> widgets, and the parts of the query that the server answers. */
  function read(searched) {
    fillSlots();
    const state = parse(searched || "");
    const { lists, text } = readGrammar();
    for (const [key] of lists) show(`filter-${key}`, state[key]);
    show(`filter-${text}`, state[text]);
    show("level", state.niveau);
    for (const key of ["mesure", "methode", "classes", "bornes", "echelle"]) show(key, state[key]);
    showTab(state.onglet);
    switchTerritories(state.niveau);
    limitDepartements(state);
    const theme = applyTheme(state.theme);
    return changed({ query: strip(searched || ""), selected: state.pole, theme });
  }

  /* What is given again unchanged would call the server again. */
  function changed(values) {
    return Object.entries(values).map(([name, value]) => {
      if (shownByWidget.get(`store-${name}`) === value) return client.no_update;
      shownByWidget.set(`store-${name}`, value);
      return value;
    });
  }

  /* Phones open on the filters, and stay there until another tab is chosen. */
  function showTab(asked) {
    const before = shownByWidget.get("tabs");
    const stays = PHONE.matches && (before === "filtres" || (!before && asked === "liste"));
    const tab = stays ? "filtres" : asked;
    if (before !== tab) window.controls.showTab(tab, { isFirst: !before });
    show("tabs", tab);
  }

  /* At régions the outlines would hide the classes: they wait to be asked for. */
  function switchTerritories(level) {
    const isRegion = level === "region";
    if (shownByWidget.get("is-region") === isRegion) return;
    const isFirst = !shownByWidget.has("is-region");
    shownByWidget.set("is-region", isRegion);
    if (isRegion || !isFirst) client.set_props("overlay-territories", { checked: !isRegion });
  }

  function show(widget, value) {
    if (same(shownByWidget.get(widget), value)) return;
    shownByWidget.set(widget, value);
    client.set_props(widget, { value });
  }

  /* Leave out of a query string what changes nothing in the server's answer, errors kept. */
  function strip(searched) {
    const query = new URLSearchParams(searched);
    const level = query.get("niveau");
    const drawn = client.map.admit(level);
    if (drawn !== level) query.delete("niveau");
    for (const key of ["theme", "onglet"]) query.delete(key);
    return query.toString();
  }

  function limitDepartements({ region, departement }) {
    const options = JSON.parse(page().dataset.departements);
    const kept = options.filter(
      (one) => !region.length || region.includes(one.region) || departement.includes(one.value),
    );
    const data = kept.map(({ value, label }) => ({ value, label }));
    if (same(shownByWidget.get("departements"), data)) return;
    shownByWidget.set("departements", data);
    client.set_props("filter-departement", { data });
  }

  function applyTheme(asked) {
    const dark = asked === "auto" ? DARK.matches : asked === "sombre";
    const theme = dark ? "dark" : "light";
    document.documentElement.dataset.mantineColorScheme = theme;
    return theme;
  }

  function switchTheme() {
    const dark = document.documentElement.dataset.mantineColorScheme === "dark";
    go({ theme: dark ? "clair" : "sombre" });
  }

  /* View -> page. */
  function apply(answer) {
    if (!answer) return client.no_update;
    view = answer;
    applyFigures();
    applyFacets();
    applyRows();
    applyMeasure();
    applySelected();
    applyEmpty();
    announce(view.sentence);
    return client.no_update;
  }

  const setText = (node, text) => {
    if (node.textContent !== text) node.textContent = text;
  };

  function applyFigures() {
    for (const node of all("[data-figure]")) {
      const [value, label] = view.figures[node.dataset.figure];
      setText(node.querySelector("dd"), value);
      setText(node.querySelector("dt .text"), label);
    }
    for (const node of all("[data-count]")) setText(node, number(view.n));
    for (const node of all("[data-plural]"))
      setText(node, node.dataset[view.n < 2 ? "one" : "other"].replace("{n}", number(view.n)));
    const active = document.querySelectorAll("#sentence .chip").length;
    byId("filters-count").hidden = !active;
    setText(byId("filters-count"), String(active));
    byId("filters-reset").disabled = !active;
    document.querySelector(".band").classList.toggle("filtered", active > 0);
  }

  /* Bars of a group share the scale of its longest; those of the statistics share one scale. */
  function applyFacets() {
    const state = current();
    const largest = (counts) => Math.max(1, ...Object.values(counts));
    const overall = Math.max(...["secteur", "structure", "appel"].map((key) => largest(view.facets[key])));
    for (const row of all("[data-facet]")) {
      const { facet, value } = row.dataset;
      const count = view.facets[facet][value] || 0;
      setText(row.querySelector(".count b, .count:not(:has(b))"), number(count));
      row.toggleAttribute("data-zero", count === 0);
      row.style.setProperty("--n", count);
      const isButton = row.tagName === "BUTTON";
      row.style.setProperty("--max", isButton ? overall : largest(view.facets[facet]));
      if (isButton) row.setAttribute("aria-pressed", String(state[facet].includes(value)));
    }
  }

  function applyRows() {
    const shown = new Set(view.poles);
    for (const row of all("[data-pole]")) row.hidden = !shown.has(row.dataset.pole);
    for (const row of all("[data-unit]")) {
      row.hidden = row.dataset.level !== view.level;
      setText(row.querySelector(".count"), number(view.counts[row.dataset.unit] || 0));
    }
  }

  /* Measures that the level does not allow cannot be chosen; nor can forms, by their measure. */
  function applyMeasure() {
    const { measures } = document.getElementById("map-frame").dataset;
    const table = JSON.parse(measures);
    const options = Object.entries(table).map(([value, { label, levels }]) => ({
      value,
      label,
      disabled: !levels.includes(view.level),
    }));
    if (!same(shownByWidget.get("measures"), options)) {
      shownByWidget.set("measures", options);
      client.set_props("mesure", { data: options });
    }
    const { forms } = table[view.measure];
    page().dataset.forms = view.level === "commune" ? 1 : forms.length;
    page().dataset.form = view.form;
    show("forme", view.form);
    for (const node of all("[data-by-level]")) node.hidden = node.dataset.byLevel !== view.level;
  }

  function applySelected() {
    page().dataset.drawer = view.selected ? "open" : "closed";
    for (const row of all("[data-pole]"))
      row.setAttribute("aria-selected", String(row.dataset.pole === view.selected));
    for (const node of all("[data-when-selected]")) node.hidden = !view.selected;
    const at = view.poles.indexOf(view.selected);
    const position = byId("drawer-position");
    setText(position, at < 0 ? "" : position.dataset.text.replace("{i}", at + 1).replace("{n}", view.n));
    byId("drawer-previous").disabled = at <= 0;
    byId("drawer-next").disabled = at < 0 || at === view.n - 1;
  }

  function step(by) {
    const pole = view.poles[view.poles.indexOf(view.selected) + by];
    if (pole) go({ pole });
  }

  function applyEmpty() {
    const empty = byId("empty");
    empty.hidden = view.n > 0;
    for (const node of all("[data-when-found]")) node.hidden = view.n === 0;
    if (view.n > 0) return;
    const chips = [...all("#sentence .chip")];
    const isLast = ({ dataset }) =>
      lastAdded && dataset.remove === lastAdded.key && dataset.value === lastAdded.value;
    const chip = chips.find(isLast) || chips.at(-1);
    const button = byId("empty-remove");
    button.hidden = !chip;
    if (!chip) return;
    Object.assign(button.dataset, { remove: chip.dataset.remove, value: chip.dataset.value });
    const name = chip.querySelector(".text").textContent;
    for (const node of [button, byId("empty-reason")]) setText(node, node.dataset.text.replace("{x}", name));
  }

  function announce(text) {
    window.clearTimeout(announcement);
    announcement = window.setTimeout(() => setText(byId("live"), text), CALM_MS);
  }

  /* The addresses of the downloads follow the filters; nothing to download, no address. */
  function downloads(answer) {
    const { shownOne, shownOther, shownNone } = page().dataset;
    const title = [shownNone, shownOne][answer.n] || shownOther.replace("{n}", number(answer.n));
    const links = addresses(answer).flatMap((address) => (answer.n ? [address, false] : ["", true]));
    return [title, ...links];
  }

  function addresses({ query }) {
    return page().dataset.downloads.split(" ").map((path) => (query ? `${path}?${query}` : path));
  }

  async function copy(text) {
    await navigator.clipboard.writeText(text);
    notify(page().dataset.copied);
  }

  const copyApi = () => copy(new URL(addresses(view)[0], window.location.href).href);
  const share = () => copy(window.location.href);

  /* What happened on the map. */
  function onMap(event) {
    if (!event) return client.no_update;
    if (event.kind === "pole") go({ pole: event.id });
    else if (event.level !== "commune") toggle(event.level, event.code);
    return client.no_update;
  }

  function focusDrawer() {
    const title = document.querySelector("#drawer h2");
    if (title) title.focus({ preventScroll: true });
    return client.no_update;
  }

  function notify(message) {
    client.set_props("notices", {
      sendNotifications: [{ action: "show", id: `notice-${Date.now()}`, message, autoClose: 4000 }],
    });
    announce(message);
  }

  DARK.addEventListener("change", () => client.set_props("theme", { data: applyTheme(current().theme) }));

  client.page = { search, read, apply, downloads, onMap, focusDrawer };
  window.page = {
    PHONE,
    clear,
    copyApi,
    go,
    only,
    remove,
    share,
    searchWith: (changes) => write({ ...current(), ...changes }),
    step,
    switchTheme,
    toggle,
    view: () => view,
  };
})();
