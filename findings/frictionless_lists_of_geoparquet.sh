#!/usr/bin/env bash
# A Data Package that describes a GeoParquet file with a list of texts in a column: name, path, format,
# and a Table Schema whose field is an array. frictionless takes any Parquet for a table of flat cells:
# it does not know the column of geometry and finds errors in a file that is what its description says.
# Told that the resource is a file, not a table, it finds none. Expected: no error. frictionless 5.21.0,
# geopandas 1.2.0, pyarrow 26.0.0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "frictionless[parquet]==5.21.0" geopandas==1.2.0 pyarrow==26.0.0
cd "$work"
cat > check.py <<'PY'
import json
from pathlib import Path

import frictionless
import geopandas
import shapely

frame = geopandas.GeoDataFrame(
    {"id": ["a"], "names": [["x", "y"]]}, geometry=[shapely.Point(2, 48)], crs=4326
)
frame.to_parquet("rows.parquet")
fields = [{"name": "id", "type": "string"}, {"name": "names", "type": "array"}]
resource = {"name": "rows", "path": "rows.parquet", "format": "parquet", "schema": {"fields": fields}}
seen = {}
for kind in ("", "file"):
    told = {**resource, **({"type": kind} if kind else {})}
    Path("datapackage.json").write_text(json.dumps({"name": "p", "resources": [told]}))
    report = frictionless.validate("datapackage.json")
    seen[kind] = report.flatten(["type"])
    print(f"type {kind or 'not said'}: expected no error, seen {report.flatten(['type', 'note'])}")
assert seen[""] and not seen["file"], seen
PY
venv/bin/python check.py
