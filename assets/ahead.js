/* plotly is most of the page, and Dash asks for it only when it comes to draw a graph: it is asked for
   as soon as the scripts that say what to draw are there. */

document.addEventListener("DOMContentLoaded", () => {
  const href = window.page.under("/_dash-component-suites/plotly/package_data/plotly.min.js");
  document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "script", href }));
});
