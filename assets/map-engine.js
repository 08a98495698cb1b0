/* Which of the two maps a view is drawn by: the SVG of the page or, for communes and over a background,
   MapLibre in plotly, fetched the first time. Without WebGL communes give way to départements. */

(() => {
  "use strict";

  const client = (window.dash_clientside = window.dash_clientside || {});
  const parts = (window.ptceMap = window.ptceMap || {});
  const COMMUNE = "commune";
  const FALLBACK = "departement";

  const hasBackground = () => "background" in parts.host.frame().dataset;
  const isForWebgl = ({ level }) => (level === COMMUNE || hasBackground()) && parts.host.hasWebgl();
  const engine = () => (parts.host.isSvg() ? parts.svg : parts.gl);

  /* The last view asked for decides, whichever map is ready first. */
  let turn = 0;
  let isWebgl = false;
  let begin = null;
  const begun = new Promise((resolve) => { begin = resolve; });
  async function apply(view, theme) {
    if (!view || !theme) return client.no_update;
    const asked = ++turn;
    isWebgl = isForWebgl(view);
    begin();
    if (!isWebgl) return applySvg(view);
    parts.host.summon(theme);
    await parts.gl.apply(view, theme);
    if (asked === turn) parts.host.show("webgl");
    return client.no_update;
  }

  async function applySvg(view) {
    await parts.svg.ready();
    parts.moves.current().use(parts.svg.mover());
    parts.pointer.clear();
    parts.host.show("svg");
    return parts.svg.apply(view);
  }

  /* Communes are too many for SVG: départements are shown instead, and the page says so. */
  function admit(level) {
    const isDrawn = level !== COMMUNE || parts.host.hasWebgl();
    document.getElementById("map-notice").hidden = isDrawn;
    return isDrawn ? level : FALLBACK;
  }

  /* Both maps are told what holds for either. */
  function both(act) {
    act(parts.svg);
    act(parts.gl);
  }

  /* The map that is seen, in the words of MapLibre. */
  parts.isWebglAsked = () => isWebgl;
  parts.seen = () => (parts.host.isSvg() ? parts.svg.camera() : parts.gl.map());

  client.map = {
    admit,
    apply,
    emphasise: (classe) => engine().emphasise(classe),
    highlight: (pole) => both((map) => map.highlight(pole)),
    inspect: (code) => begun.then(() => (isWebgl ? parts.gl : parts.svg).inspect(code)),
    overlays(territories, seats) {
      both((map) => map.overlays(territories, seats));
      return client.no_update;
    },
    ready: () => engine().ready(),
  };
})();
