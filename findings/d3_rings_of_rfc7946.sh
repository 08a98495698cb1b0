#!/usr/bin/env bash
# A polygon whose outer ring is anticlockwise, as RFC 7946 wants, is to d3-geo the globe less that
# polygon: its area is nearly the whole sphere, its bounds are those of the world, and a map filled with
# it is filled all over. The ring the other way round, which RFC 7946 does not want, is the polygon.
# Expected: the area of a town. d3-geo 3.1.2, @turf/area 7.3.5 to compare.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund d3-geo@3.1.2 @turf/area@7.3.5
cat > measure.mjs <<'JS'
import area from "@turf/area";
import { geoArea, geoBounds } from "d3-geo";
const EARTH = 4 * Math.PI;
const ring = [[2, 48], [2.1, 48], [2.1, 48.1], [2, 48.1], [2, 48]];
const seen = [ring, [...ring].reverse()].map((coordinates) => {
  const polygon = { type: "Polygon", coordinates: [coordinates] };
  return { turf: Math.round(area(polygon) / 1e6), share: geoArea(polygon) / EARTH, bounds: geoBounds(polygon) };
});
const [standard, turned] = seen;
console.log("anticlockwise, as RFC 7946:", JSON.stringify(standard));
console.log("clockwise:", JSON.stringify(turned));
if (standard.turf !== turned.turf || standard.share < 0.99 || turned.share > 0.001) process.exit(1);
JS
node measure.mjs
