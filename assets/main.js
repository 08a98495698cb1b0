// @ts-check
/* Where the scripts begin. Dash calls what is put into its namespace here, by the names that
   app/dashboard/callbacks.py declares; `map` also serves tests and whoever looks into the page. */

import { client } from "./dash.js";
import "./follow.js";
import * as map from "./map-engine.js";
import * as page from "./page.js";
import * as ahead from "./page/ahead.js";
import "./page/controls.js";
import "./page/focus.js";
import "./page/menus.js";
import "./page/print.js";
import "./page/search.js";
import * as statistics from "./page/statistics.js";
import * as view from "./page/view.js";

Object.assign(client, { ahead, map, page, statistics, view });
