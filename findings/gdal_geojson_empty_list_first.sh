#!/usr/bin/env bash
# The same two features, one with a list of texts and one with an empty list, in both orders. GDAL
# reads the column as a list of texts in one order, as a JSON text in the other: the type of a column
# depends on which row comes first. Expected: one type. With null for the empty list, both orders give
# the list. pyogrio 0.13.0, whose wheel holds GDAL 3.12.4.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pyogrio==0.13.0
"$work/venv/bin/python" - <<'PY'
import io
import json

import pyogrio


def kind(*lists):
    features = [
        {"type": "Feature", "geometry": None, "properties": {"names": names}} for names in lists
    ]
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    info = pyogrio.read_info(io.BytesIO(data))
    return info["ogr_types"][0], info["ogr_subtypes"][0]


print("GDAL", pyogrio.__gdal_version_string__)
seen = {
    "full, then empty": kind(["a", "b"], []),
    "empty, then full": kind([], ["a", "b"]),
    "null, then full": kind(None, ["a", "b"]),
}
for order, types in seen.items():
    print(f"{order}: expected ('OFTStringList', 'OFSTNone'), seen {types}")
assert seen["full, then empty"] == seen["null, then full"] == ("OFTStringList", "OFSTNone")
assert seen["empty, then full"] == ("OFTString", "OFSTJSON")
PY
