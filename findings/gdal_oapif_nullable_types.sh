#!/usr/bin/env bash
# GDAL's driver of OGC API - Features takes the types of columns from the JSON Schema that a
# collection links to. A type that allows null, ["integer", "null"], makes the column a text, even
# though the features themselves would tell an integer. Expected: Integer. pyogrio 0.13.0, whose
# wheel holds GDAL 3.12.4.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pyogrio==0.13.0
cat > "$work/serve.py" <<'PY'
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyogrio

asked = {"types": "integer"}
feature = {"type": "Feature", "id": "a", "geometry": None, "properties": {"n": 3}}


def answer(path, base):
    if path == "/collections":
        return {"collections": [collection(base)]}
    if path == "/collections/c":
        return collection(base)
    if path == "/schema":
        properties = {"type": "object", "properties": {"n": {"type": asked["types"]}}}
        return {"type": "object", "properties": {"properties": properties}}
    if path == "/collections/c/items":
        return {"type": "FeatureCollection", "features": [feature], "links": []}
    return {"links": [{"href": f"{base}/collections", "rel": "data"}]}


def collection(base):
    schema = {"href": f"{base}/schema", "rel": "describedby", "type": "application/schema+json"}
    items = {"href": f"{base}/collections/c/items", "rel": "items", "type": "application/geo+json"}
    return {"id": "c", "links": [items, schema]}


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        path = self.path.partition("?")[0]
        base = f"http://127.0.0.1:{self.server.server_port}"
        kinds = {"/schema": "application/schema+json", "/collections/c/items": "application/geo+json"}
        body = json.dumps(answer(path, base)).encode()
        self.send_response(200)
        self.send_header("Content-Type", kinds.get(path, "application/json"))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print("GDAL", pyogrio.__gdal_version_string__)
seen = {}
for types in ("integer", ["integer", "null"], ["integer"]):
    asked["types"] = types
    info = pyogrio.read_info(f"OAPIF:http://127.0.0.1:{server.server_port}", layer="c")
    seen[str(types)] = dict(zip(info["fields"], info["ogr_types"]))["n"]
    print(f"schema says {types}: expected OFTInteger, seen {seen[str(types)]}")
assert list(seen.values()) == ["OFTInteger", "OFTString", "OFTString"], seen
PY
"$work/venv/bin/python" "$work/serve.py"
