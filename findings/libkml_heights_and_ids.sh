#!/usr/bin/env bash
# GDAL's LIBKML driver, given flat polygons and a column "id". It writes a height of 0 after each pair
# of coordinates, so that what was flat reads back with three dimensions; and it makes the column the
# id of the placemark as it is, although an id of KML is an xs:ID, in which a colon and a leading
# digit are not allowed: the file does not validate against the schema of KML 2.2, which fastkml
# holds. Expected: flat polygons and a valid file. pyogrio 0.13.0 (GDAL 3.12.4), fastkml 1.4.0, lxml
# 6.1.3.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pyogrio==0.13.0 geopandas==1.2.0 fastkml==1.4.0 lxml==6.1.3
"$work/venv/bin/python" - <<'PY'
import io
from pathlib import Path

import fastkml
import geopandas
import pyogrio
import shapely
from lxml import etree

schema = etree.XMLSchema(etree.parse(Path(fastkml.__file__).parent / "schema" / "ogckml22.xsd"))


def written(row_id):
    flat = shapely.box(0, 0, 1, 1)
    buffer = io.BytesIO()
    frame = geopandas.GeoDataFrame({"id": [row_id]}, geometry=[flat], crs=4326)
    pyogrio.write_dataframe(frame, buffer, driver="LIBKML", layer="rows")
    return buffer.getvalue()


print("GDAL", pyogrio.__gdal_version_string__)
back = pyogrio.read_dataframe(io.BytesIO(written("a"))).geometry[0]
print("flat polygon: expected has_z False, seen", back.has_z)
assert back.has_z
for row_id, is_valid in {"a": True, "a:1": False, "1": False}.items():
    seen = schema.validate(etree.fromstring(written(row_id)))
    print(f"id {row_id!r}: expected valid, seen {'valid' if seen else schema.error_log[0].message}")
    assert seen is is_valid
PY
