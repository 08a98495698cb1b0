/* Where the map is drawn: by MapLibre inside plotly's subplot where the browser has WebGL, as SVG
   elsewhere. This file chooses, waits until MapLibre's map is ready, and says when it fails. */

(() => {
  "use strict";

  const client = (window.dash_clientside = window.dash_clientside || {});
  const parts = (window.ptceMap = window.ptceMap || {});
  const SLOW_MS = 300;

  const byId = (id) => document.getElementById(id);
  const frame = () => byId("map-frame");
  const graph = () => document.querySelector("#map .js-plotly-plot");

  /* An address of the site, from its root, as the browser asks for it; MapLibre completes some first. */
  function pathInside(address) {
    const url = new URL(address, window.location.href);
    const isBelow = url.pathname.startsWith(window.page.under("/"));
    if (url.host === window.location.host && !isBelow) url.pathname = window.page.under(url.pathname);
    return url.href;
  }

  /* Files are read once; one that could not be read is asked for again the next time. */
  const files = new Map();
  function read(address) {
    if (!files.has(address)) {
      const reading = readJson(address);
      reading.catch(() => files.delete(address));
      files.set(address, reading);
    }
    return files.get(address);
  }

  async function readJson(address) {
    const answer = await fetch(pathInside(address));
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}.`);
    return answer.json();
  }

  /* MapLibre needs WebGL 2. The context that tells is given back at once: browsers have few. */
  let webgl = null;
  function hasWebgl() {
    if (webgl === null) {
      const context = document.createElement("canvas").getContext("webgl2");
      webgl = context !== null;
      const release = context && context.getExtension("WEBGL_lose_context");
      if (release) release.loseContext();
    }
    return webgl;
  }

  /* The figure of the graph, once: it opens in the theme of the page. */
  let opening = null;
  async function figure(theme) {
    if (opening || !theme) return client.no_update;
    opening = theme;
    if (!hasWebgl()) return parts.svg.figure(theme);
    const container = JSON.parse(frame().dataset.container);
    container.layout.map.style = pathInside(JSON.parse(frame().dataset.styles)[theme]);
    return container;
  }

  /* plotly keeps its MapLibre map here; a browser test fails the day this path changes. */
  function mapOf(plot) {
    const subplot = plot && plot._fullLayout && plot._fullLayout.map;
    return subplot && subplot._subplot ? subplot._subplot.map : null;
  }

  /* The map, once it is loaded and plotly has put it in place. One promise for all callers. */
  let readiness = null;
  function ready() {
    readiness = readiness || find().then(loaded);
    return readiness;
  }

  /* The map is prepared in the very task that makes it, before it asks for anything, even in a tab
     that waits in the background. */
  const find = () => until(() => prepare(mapOf(graph()), graph()));

  /* What a search finds, as soon as a change of the page lets it. */
  function until(search) {
    return new Promise((resolve) => {
      const look = () => {
        const found = search();
        if (!found) return;
        watcher.disconnect();
        resolve(found);
      };
      const watcher = new MutationObserver(look);
      watcher.observe(document.body, { childList: true, subtree: true });
      look();
    });
  }

  function prepare(map, plot) {
    if (!map) return null;
    map.setTransformRequest((url) => ({ url: pathInside(url) }));
    map.setMissingStyleImageResolver(() => Promise.resolve());
    holdBack(map, plot._fullLayout.map._subplot);
    map.on("moveend", () => recordExtent(map, plot._fullLayout.map));
    tellLoading(map);
    let isStyled = false;
    map.once("style.load", () => { isStyled = true; });
    map.on("error", ({ error, sourceId }) => {
      console.error(error);
      if (!isStyled && !sourceId) fail();
    });
    map.getCanvas().setAttribute("aria-label", frame().getAttribute("aria-label"));
    return map;
  }

  /* plotly draws again when the page changes size, which fails until the style is there: it waits. */
  function holdBack(map, subplot) {
    const { updateMap } = subplot;
    subplot.updateMap = (...drawing) => map.once("load", () => updateMap.apply(subplot, drawing));
    map.once("load", () => { subplot.updateMap = updateMap; });
  }

  async function loaded(map) {
    const frame = () => new Promise((resolve) => window.requestAnimationFrame(resolve));
    const rest = () => new Promise((resolve) => ["load", "idle"].forEach((event) => map.once(event, resolve)));
    for (await frame(); !map.loaded() || !map.isStyleLoaded(); await frame()) await rest();
    return map;
  }

  /* Tiles that take more than a moment to come say so. */
  function tellLoading(map) {
    let timer = 0;
    map.on("dataloading", () => {
      timer = timer || window.setTimeout(() => frame().toggleAttribute("data-loading", true), SLOW_MS);
    });
    map.on("idle", () => {
      window.clearTimeout(timer);
      timer = 0;
      frame().toggleAttribute("data-loading", false);
    });
  }

  /* plotly goes back to the extent it has on record whenever it redraws, as it does on a resize. */
  function recordExtent(map, subplot) {
    const { lng, lat } = map.getCenter();
    for (const record of [subplot, subplot._input])
      Object.assign(record, { center: { lon: lng, lat }, zoom: map.getZoom() });
  }

  /* The reader is told; everything else on the page goes on working. */
  function fail() {
    byId("map-alert").hidden = false;
  }

  function recover() {
    byId("map-alert").hidden = true;
  }

  document.addEventListener("click", ({ target }) => {
    if (target.id === "map-retry") window.location.reload();
  });

  parts.host = {
    fail,
    figure,
    frame,
    graph,
    hasWebgl,
    openingTheme: () => opening,
    read,
    pathInside,
    ready,
    recover,
    until,
  };
})();
