#!/usr/bin/env bash
# FlatGeobuf allows a feature without geometry, and GDAL writes and reads one. The JavaScript reader of
# the format stops at it with an error, and gives none of the features that follow. Expected: a feature
# whose geometry is null, as GDAL gives. pyogrio 0.13.0 (GDAL 3.12.4), flatgeobuf 4.5.0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pyogrio==0.13.0 geopandas==1.2.0
cd "$work"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund --omit=optional flatgeobuf@4.5.0
venv/bin/python - <<'PY'
import geopandas
import pyogrio
import shapely

places = [shapely.Point(0, 0), None, shapely.Point(1, 1)]
frame = geopandas.GeoDataFrame({"n": [1, 2, 3]}, geometry=places, crs=4326)
pyogrio.write_dataframe(frame, "rows.fgb", driver="FlatGeobuf", SPATIAL_INDEX="NO")
read = pyogrio.read_dataframe("rows.fgb")
print("GDAL", pyogrio.__gdal_version_string__, "reads", read["n"].tolist())
assert read["n"].tolist() == [1, 2, 3]
assert read.geometry.isna().tolist() == [False, True, False]
PY
cat > read.mjs <<'JS'
import { readFileSync } from "node:fs";
import { deserialize } from "flatgeobuf/lib/mjs/geojson.js";
const read = [];
let error = "";
try {
  for await (const { properties } of deserialize(new Uint8Array(readFileSync("rows.fgb")))) read.push(properties.n);
} catch (caught) {
  error = caught.message;
}
console.log(`flatgeobuf: expected 1,2,3 without error, seen ${read.join()} and "${error}"`);
if (read.join() !== "1" || !error) process.exit(1);
JS
node read.mjs
