/* The pointer on the map: the ring and the card of what lies under it, and clicks. Everything shown
   is already in the page; nothing is asked of the server. */

(() => {
  "use strict";

  const client = (window.dash_clientside = window.dash_clientside || {});
  const DWELL_MS = 80;
  const REACH_PX = 4;
  const MOST_POLES = 7;
  const SEATS = ["seat-known", "seat-unknown"];
  const LINES = ["territory-declared", "territory-approximate"];
  const CLASS_OF_PRECISION = { approximate: "note" };

  const frame = () => document.getElementById("map-frame");
  const card = () => document.getElementById("hover-card");
  const touch = () => window.matchMedia("(pointer: coarse)").matches;

  let facts = null;
  let texts = null;
  let timer = 0;
  let lit = null;

  async function load() {
    if (facts) return;
    const read = (name) => fetch(frame().dataset[name]).then((answer) => answer.json());
    const [poles, labels] = await Promise.all([read("poles"), read("labels")]);
    facts = new Map(poles.map((pole) => [pole.id, pole]));
    texts = labels;
  }

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  function plural(key, n, values) {
    const one = document.documentElement.lang === "fr" ? n < 2 : n === 1;
    return fill(texts[`${key}.${one ? "one" : "other"}`], { n: n.toLocaleString(document.documentElement.lang), ...values });
  }

  /* What lies under a point: a seat, the line of a territory, or a unit of the level. */
  function under(map, state, point) {
    const box = [
      [point.x - REACH_PX, point.y - REACH_PX],
      [point.x + REACH_PX, point.y + REACH_PX],
    ];
    const drawn = (ids) => ids.filter((id) => map.getLayer(id) && map.getLayoutProperty(id, "visibility") !== "none");
    const seat = map.queryRenderedFeatures(box, { layers: drawn(SEATS) }).find((one) => one.state.n > 0);
    if (seat) return { kind: "poles", ids: polesOf(state, seat.properties.cle) };
    const line = map.queryRenderedFeatures(box, { layers: drawn(LINES) }).find((one) => one.state.shown);
    if (line) return { kind: "poles", ids: [line.properties.id] };
    const fills = map.getStyle().layers.filter(({ id, metadata }) => id.startsWith("fill-") && metadata.niveau === state.level);
    const [unit] = map.queryRenderedFeatures(point, { layers: fills.map(({ id }) => id) });
    return unit ? { kind: "unit", unit } : null;
  }

  function polesOf(state, key) {
    const seat = state.seats.find(({ cle }) => cle === key);
    return seat.poles.filter((id) => state.shown.has(id));
  }

  /* Levels whose units open their poles; a click on the others filters. */
  const OPENING = ["commune", "epci"];
  const LEVEL_KEYS = { region: "regions", departement: "departements", epci: "epci" };

  function polesIn(state, code) {
    if (state.level === "commune")
      return [...state.shown].filter((id) => (state.members.commune[id] || []).includes(code)).map((id) => facts.get(id));
    return [...state.shown].map((id) => facts.get(id)).filter((pole) => pole[LEVEL_KEYS[state.level]].includes(code));
  }

  /* The card. */
  const element = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text) node.textContent = text;
    return node;
  };

  function title(name, code) {
    const head = element("p", "hover-title");
    head.append(element("strong", "", name), element("span", "hover-code", code));
    return head;
  }

  function unitCard(state, { properties }) {
    const poles = polesIn(state, properties.code);
    const nodes = [title(properties.nom, properties.code)];
    if (state.measure !== "nombre") nodes.push(element("p", "hover-count", valueOf(state, properties.code)));
    nodes.push(element("p", state.measure === "nombre" ? "hover-count" : "hover-fact", plural("legend.value", poles.length)));
    if (state.measure === "nombre" && poles.length) nodes.push(list(poles));
    else if (state.measure !== "nombre") nodes.push(...rankOf(state, properties.code));
    const hint = OPENING.includes(state.level) ? communeHint(poles) : texts[`hover.filter.${state.level}`];
    if (hint) nodes.push(element("p", "hover-hint", hint));
    return nodes;
  }

  const written = (value) =>
    value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });

  function valueOf(state, code) {
    const value = code in state.values ? state.values[code] : 0;
    if (value === null) return texts["hover.unknown"];
    return `${written(value)} ${texts[`measure.${state.measure}.unit`]}`;
  }

  /* Rank among the units that have a value, the highest first. */
  function rankOf(state, code) {
    const value = state.values[code];
    if (!value) return [];
    const values = Object.values(state.values).filter((one) => one);
    const rank = 1 + values.filter((one) => one > value).length;
    return [element("p", "hover-fact", plural("hover.rank", rank, { m: written(values.length) }))];
  }

  function communeHint(poles) {
    if (!poles.length) return "";
    return poles.length === 1 ? texts["hover.open_pole"] : texts["hover.choose_pole"];
  }

  function list(poles) {
    const items = element("ul", "hover-poles");
    for (const pole of poles.slice(0, MOST_POLES)) {
      const item = element("li", pole.seat ? "seat" : "ring");
      item.append(element("span", "", pole.nom));
      if (pole.note) item.append(element("span", CLASS_OF_PRECISION[pole.precision] || "note", pole.note));
      items.append(item);
    }
    if (poles.length > MOST_POLES) items.append(element("li", "more", `+ ${poles.length - MOST_POLES}`));
    return items;
  }

  function poleCard(poles) {
    if (poles.length > 1) return [element("p", "hover-count", plural("legend.value", poles.length)), list(poles)];
    const [pole] = poles;
    const nodes = [title(pole.nom, ""), element("p", "hover-count", pole.lieu)];
    for (const text of [pole.secteurs, pole.appels, pole.coordinateur]) if (text) nodes.push(element("p", "hover-fact", text));
    nodes.push(element("p", "hover-hint", texts["hover.open_pole"]));
    return nodes;
  }

  function show(state, found) {
    const nodes = found.kind === "unit" ? unitCard(state, found.unit) : poleCard(found.ids.map((id) => facts.get(id)));
    card().replaceChildren(...nodes);
    card().hidden = false;
  }

  /* The ring round the unit, in the main map and in the insets alike. */
  function ring(map, state, code) {
    if (code === lit) return;
    const places = new Map();
    for (const layer of map.getStyle().layers)
      if (layer.id.startsWith(`hover-ring-${state.level}`))
        places.set(layer.id, { source: layer.source, sourceLayer: layer["source-layer"] });
    for (const place of places.values()) {
      if (lit) map.setFeatureState({ ...place, id: lit }, { hover: false });
      if (code) map.setFeatureState({ ...place, id: code }, { hover: true });
    }
    lit = code;
  }

  function report(found, state) {
    const data =
      found.kind === "unit"
        ? { kind: "unit", level: state.level, code: found.unit.properties.code, poles: polesIn(state, found.unit.properties.code).map(({ id }) => id) }
        : { kind: "pole", id: found.ids[0], poles: found.ids };
    client.set_props("map-event", { data: { ...data, at: Date.now() } });
  }

  /* Several poles under a click: the card becomes a choice. */
  function choose(ids) {
    const items = element("ul", "hover-poles hover-choice");
    for (const id of ids) {
      const item = element("li");
      const button = element("button", "link", facts.get(id).nom);
      button.type = "button";
      button.addEventListener("click", () => report({ kind: "poles", ids: [id] }));
      item.append(button);
      items.append(item);
    }
    card().replaceChildren(element("p", "hover-count", texts["hover.choose_pole"]), items);
    card().hidden = false;
    card().dataset.kept = "true";
    items.querySelector("button").focus();
  }

  function onClick(map, state, point, fly) {
    const found = under(map, state, point);
    if (!found) return goToInset(map, point, fly);
    if (touch() && !sameAsShown(found)) {
      show(state, found);
      if (found.kind === "unit") ring(map, state, found.unit.properties.code);
      card().dataset.found = keyOf(found);
      return;
    }
    const ids = found.kind === "unit" && OPENING.includes(state.level) ? polesIn(state, found.unit.properties.code).map(({ id }) => id) : found.ids;
    if (ids && ids.length > 1) choose(ids);
    else if (ids && ids.length === 1) report({ kind: "poles", ids }, state);
    else if (found.kind === "unit") report(found, state);
  }

  /* A click in the frame of an inset, beside its units, leads to the ground that it shows. */
  function goToInset(map, point, fly) {
    const [inset] = map.queryRenderedFeatures(point, { layers: ["frame-ground"] });
    if (inset) fly(JSON.parse(inset.properties.window));
  }

  const keyOf = (found) => (found.kind === "unit" ? found.unit.properties.code : found.ids.join());
  const sameAsShown = (found) => !card().hidden && card().dataset.found === keyOf(found);

  window.mapPointer = (map, state, fly) => {
    const clear = () => {
      window.clearTimeout(timer);
      ring(map, state, null);
      card().hidden = true;
      delete card().dataset.kept;
      map.getCanvas().style.cursor = "";
    };
    window.mapPointer.clear = clear;
    load();
    map.on("mousemove", ({ point }) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        if (!facts || card().dataset.kept) return;
        const found = under(map, state, point);
        if (!found) return clear();
        map.getCanvas().style.cursor = "pointer";
        ring(map, state, found.kind === "unit" ? found.unit.properties.code : null);
        show(state, found);
      }, DWELL_MS);
    });
    map.on("mouseout", () => card().dataset.kept || clear());
    map.on("click", ({ point }) => {
      delete card().dataset.kept;
      if (facts) onClick(map, state, point, fly);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !card().hidden) clear();
    });
  };
})();
