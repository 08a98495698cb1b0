#!/usr/bin/env bash
# GDAL's LIBKML driver writes a column of 64 bits integers, the common integer of pandas and Arrow, as
# a SimpleField of type string: KML has int and uint, not long. Readers that heed the schema, GDAL
# itself and togeojson, then give texts. The same numbers in 32 bits are written as int and read as
# numbers. Expected: numbers, or a word. pyogrio 0.13.0 (GDAL 3.12.4), @tmcw/togeojson 7.1.3.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pyogrio==0.13.0 geopandas==1.2.0
cd "$work"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @tmcw/togeojson@7.1.3 @xmldom/xmldom@0.9.12
venv/bin/python - <<'PY'
import geopandas
import pyogrio
import shapely

print("GDAL", pyogrio.__gdal_version_string__)
for bits in (32, 64):
    frame = geopandas.GeoDataFrame({"n": [7]}, geometry=[shapely.Point(2, 48)], crs=4326)
    path = f"int{bits}.kml"
    pyogrio.write_dataframe(frame.astype({"n": f"int{bits}"}), path, driver="LIBKML")
    info = pyogrio.read_info(path)
    kind = dict(zip(info["fields"], info["ogr_types"]))["n"]
    print(f"int{bits}: expected a number, GDAL reads {kind}")
    assert kind == {32: "OFTInteger", 64: "OFTString"}[bits]
PY
cat > read.mjs <<'JS'
import { readFileSync } from "node:fs";
import { kml } from "@tmcw/togeojson";
import { DOMParser } from "@xmldom/xmldom";
const kinds = [32, 64].map((bits) => {
  const document = new DOMParser().parseFromString(readFileSync(`int${bits}.kml`, "utf8"), "text/xml");
  const { n } = kml(document).features[0].properties;
  console.log(`int${bits}: expected a number, togeojson reads a ${typeof n}`);
  return typeof n;
});
if (kinds.join() !== "number,string") process.exit(1);
JS
node read.mjs
