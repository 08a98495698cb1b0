/* The tables that Python wrote for these tests. */

import { readFileSync } from "node:fs";

export const { grammar, places, searches } = JSON.parse(readFileSync(process.env.TABLES, "utf8"));
