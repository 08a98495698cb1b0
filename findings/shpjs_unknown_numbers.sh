#!/usr/bin/env bash
# A Shapefile with an unknown number, which DBF writes as blanks or asterisks and which GDAL and pyshp
# read as null. shpjs gives NaN, which no JSON has and which sums to NaN; the package shapefile gives
# null. Expected: null. pyshp 3.1.6 writes, shpjs 6.2.0, shapefile 0.6.6.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pyshp==3.1.6
cd "$work"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund shpjs@6.2.0 shapefile@0.6.6
venv/bin/python - <<'PY'
import shapefile

with shapefile.Writer("rows", shapeType=shapefile.POINT) as writer:
    writer.field("n", "N", size=9)
    for cell in (7, None):
        writer.point(2, 48)
        writer.record(cell)
with shapefile.Reader("rows") as reader:
    print("pyshp reads", [record["n"] for record in reader.records()])
    assert [record["n"] for record in reader.records()] == [7, None]
PY
cat > read.mjs <<'JS'
import { readFileSync } from "node:fs";
import { read } from "shapefile";
import shpjs from "shpjs";
const [shp, dbf] = ["rows.shp", "rows.dbf"].map((name) => readFileSync(name));
const web = (await shpjs({ shp, dbf })).features.map(({ properties }) => properties.n);
const other = (await read(new Uint8Array(shp), new Uint8Array(dbf))).features.map(({ properties }) => properties.n);
console.log("shpjs: expected [7, null], seen", web, "; shapefile:", other);
if (!Number.isNaN(web[1]) || other[1] !== null) process.exit(1);
JS
node read.mjs
