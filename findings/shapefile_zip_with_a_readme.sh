#!/usr/bin/env bash
# A zip that holds a Shapefile, a readme and a description, as open data portals give. Two web readers
# take what lies beside for layers: shpjs the .json, whatever it says; mapshaper the .json (which it
# refuses, and the whole zip with it) and each .txt (as an empty table). GDAL reads the layer alone, as
# do both with a page, .html, instead. Expected: one layer. pyshp 3.1.6 writes, shpjs 6.2.0,
# mapshaper 0.7.70.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pyshp==3.1.6
cd "$work"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund --omit=optional shpjs@6.2.0 mapshaper@0.7.70
venv/bin/python - <<'PY'
import io
import zipfile

import shapefile

parts = {name: io.BytesIO() for name in ("shp", "shx", "dbf")}
with shapefile.Writer(**parts, shapeType=shapefile.POINT) as writer:
    writer.field("name", "C")
    writer.point(2, 48)
    writer.record("a")
beside = {
    "alone": {},
    "json": {"schema.json": '{"fields": [{"name": "name", "type": "string"}]}'},
    "txt": {"readme.txt": "One town.\n\nname: its name\n"},
    "html": {"readme.html": "<!doctype html><p>One town."},
}
for name, files in beside.items():
    with zipfile.ZipFile(f"{name}.zip", "w") as archive:
        for suffix, part in parts.items():
            archive.writestr(f"towns.{suffix}", part.getvalue())
        for path, text in files.items():
            archive.writestr(path, text)
PY
cat > read.mjs <<'JS'
import { readFileSync } from "node:fs";
import mapshaper from "mapshaper";
import shpjs from "shpjs";
const seen = {};
for (const name of ["alone", "json", "txt", "html"]) {
  const data = readFileSync(`${name}.zip`);
  const layers = [await shpjs(data)].flat().length;
  const outputs = await mapshaper
    .applyCommands(`-i ${name}.zip -o format=geojson`, { [`${name}.zip`]: data })
    .then((files) => Object.keys(files).length, () => "an error");
  seen[name] = [layers, outputs].join();
  console.log(`${name}: expected 1 layer, shpjs gives ${layers}, mapshaper ${outputs}`);
}
if (seen.alone !== "1,1" || seen.html !== "1,1" || !seen.json.startsWith("2") || seen.txt !== "1,2") process.exit(1);
JS
node read.mjs
