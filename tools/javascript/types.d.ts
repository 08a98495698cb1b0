/* What the scripts find in the browser beside its own: the namespace of Dash, plotly's element. Every
   element of the page is one of HTML or of SVG. */

interface DashClient {
  [name: string]: any;
  no_update: any;
  callback_context: { triggered: { prop_id: string; value: any }[] };
  set_props(component: string, props: Record<string, unknown>): void;
}

interface Window {
  scheduler: { yield(): Promise<void> };
  dash_clientside: DashClient;
}

interface Element extends HTMLOrSVGElement, ElementCSSInlineStyle {
  _fullLayout?: any;
}

/* What a query answers: `create_view` of app/dashboard/view.py says what each is. */
interface View {
  level: string;
  measure: string;
  is_count: boolean;
  form: string;
  scheme: string;
  lows: number[];
  classes: Record<string, number>;
  radii: Record<string, number>;
  values: Record<string, number | null>;
  covered: Record<string, number>;
  counts: Record<string, number>;
  focus: string[] | null;
  poles: string[];
  n: number;
  selected: string | null;
  is_outlined: boolean;
  bounds: [number, number, number, number] | null;
  insets: string[];
  facets: Record<string, Record<string, number>>;
  figures: Record<string, [string, string]>;
  sentence: string;
  title: string;
  drawn: string;
  spot: [number, number] | null;
  covering: string[];
  query: string;
  place: string | null;
  relax: { key: string; name: string; found: number } | null;
}

/* Where the map looks: longitude and latitude of its middle, and the zoom. */
interface Extent {
  center: [number, number];
  zoom: number;
}

/* What carries out the moves of a map: see assets/map-moves.js. */
interface Mover {
  home: [number, number, number, number];
  fit(bounds: [number, number, number, number], options: { instant?: boolean; margin: number }): void;
  pan(x: number, y: number): void;
  zoom(by: number): void;
  jump(extent: Extent): void;
  now(): Extent;
  onRest(told: () => void): void;
  onUserMove(told: () => void): void;
  onResize(told: () => void): void;
}

/* A seat of coordinators on the map: its key, its poles, the keys of the seats that stand for it by step
   of the zoom, where it is in degrees, how many of its poles are shown and the area of its disc. */
interface Seat {
  cle: string;
  poles: string[];
  relais: string[] | null;
  at: [number, number];
  n?: number;
  area?: number;
}

/* The seats that a disc gathers, and the poles shown that it holds. */
interface Disc {
  ids: string[];
  members: Seat[];
  bounds?: [number, number, number, number] | null;
  area?: number;
}

/* What lies under the pointer: a unit, a département that leads closer, or poles. */
interface Found {
  kind: "unit" | "area" | "poles";
  code?: string;
  nom?: string;
  ids?: string[];
  closer?: (() => void) | null;
}
