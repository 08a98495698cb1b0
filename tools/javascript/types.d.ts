/* What the scripts find in the browser beside its own: the namespace of Dash, plotly's element. Every
   element of the page is one of HTML or of SVG. */

interface DashClient {
  [name: string]: any;
  no_update: any;
  callback_context: { triggered: { prop_id: string; value: any }[] };
  set_props(component: string, props: Record<string, unknown>): void;
}

interface Window {
  dash_clientside: DashClient;
  dashMantineFunctions: Record<string, unknown>;
  React: { createElement(tag: string, props: Record<string, unknown>, ...children: unknown[]): unknown };
}

interface Element extends HTMLOrSVGElement, ElementCSSInlineStyle {
  _fullLayout?: any;
}
