#!/usr/bin/env bash
# The npm package flatgeobuf names OpenLayers as an optional dependency. Installed without optional
# packages, its entry point cannot be imported at all, for GeoJSON either: it imports OpenLayers in any
# case. The module for GeoJSON alone can. Expected: an entry point that works without what is optional.
# flatgeobuf 4.5.0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund --omit=optional flatgeobuf@4.5.0
node -e 'console.log("optional:", require("./node_modules/flatgeobuf/package.json").optionalDependencies)'
cat > load.mjs <<'JS'
const seen = {};
for (const name of ["flatgeobuf", "flatgeobuf/lib/mjs/geojson.js"]) {
  seen[name] = await import(name).then(() => "loaded", (error) => error.code);
  console.log(`${name}: expected loaded, seen ${seen[name]}`);
}
if (Object.values(seen).join() !== "ERR_MODULE_NOT_FOUND,loaded") process.exit(1);
JS
node load.mjs
