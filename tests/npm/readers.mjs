/* Read files with the npm packages that people read them with: jobs come in on standard input, as a
   list of {program, path}; rows go out on standard output, a list of {rows, shapes} or {failure}.
   A job with a box asks FlatGeobuf for what meets it, over HTTP, as a page does. */

import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { basename } from "node:path";
import { DOMParser } from "@xmldom/xmldom";
import { kml } from "@tmcw/togeojson";
import { geoArea } from "d3-geo";
import { deserialize } from "flatgeobuf/lib/mjs/geojson.js";
import { parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import mapshaper from "mapshaper";
import papaparse from "papaparse";
import { open as openShapefile } from "shapefile";
import shpjs from "shpjs";
import initSql from "sql.js";

/* Some packages talk of what they read. */
console.log = console.info = console.debug = console.error;

const HEADER = 8;
const ENVELOPES = [0, 32, 48, 48, 64];

const READERS = {
  flatgeobuf: async ({ path, box }) => features(await collected(box ? overHttp(path, box) : deserialize(bytes(path)))),
  shpjs: async ({ path }) => features(layer(await shpjs(readFileSync(path))).features),
  shapefile: async ({ path }) => features(await unzipped(path)),
  togeojson: ({ path }) => features(kml(new DOMParser().parseFromString(text(path), "text/xml")).features),
  hyparquet: async ({ path }) => columns(await parquetReadObjects({ file: bytes(path).buffer, compressors })),
  "sql.js": ({ path }) => geopackage(path),
  papaparse: ({ path }) => ({ rows: parsed(text(path)), shapes: null }),
  "JSON.parse": ({ path }) => features(path.endsWith("l") ? lines(path) : JSON.parse(text(path)).features),
  "d3-geo": ({ path }) => areas(path.endsWith("l") ? lines(path) : JSON.parse(text(path)).features),
  mapshaper: ({ path }) => mapped(path),
};

const text = (path) => readFileSync(path, "utf8");
const bytes = (path) => new Uint8Array(readFileSync(path));
const lines = (path) => text(path).split("\n").slice(0, -1).map((line) => JSON.parse(line));

function layer(read) {
  if (Array.isArray(read)) throw new Error(`${read.length} layers`);
  return read;
}

function features(read) {
  return { rows: read.map(({ properties }) => properties), shapes: read.map(({ geometry }) => geometry) };
}

function columns(read) {
  const rows = read.map(({ geometry, bbox, ...row }) => row);
  return { rows, shapes: read.map(({ geometry }) => geometry ?? null) };
}

/* The share of the globe that each outline covers, to d3; null where there is none. */
function areas(read) {
  const share = (feature) => (feature.geometry ? geoArea(feature) / (4 * Math.PI) : null);
  return { rows: read.map((feature) => ({ id: feature.id, share: share(feature) })), shapes: null };
}

async function collected(stream) {
  const found = [];
  for await (const feature of stream) found.push(feature);
  return found;
}

async function* overHttp(path, [minX, minY, maxX, maxY]) {
  const server = createServer((request, response) => sendPart(path, request, response));
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${server.address().port}/file.fgb`;
  try {
    yield* deserialize(url, { rect: { minX, minY, maxX, maxY } });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function sendPart(path, { headers }, response) {
  const { size } = statSync(path);
  const [start, asked] = (headers.range ?? "bytes=0-").slice("bytes=".length).split("-").map(Number);
  const end = Math.min(asked || size - 1, size - 1);
  response.writeHead(206, { "Content-Length": end - start + 1, "Content-Range": `bytes ${start}-${end}/${size}` });
  createReadStream(path, { start, end }).pipe(response);
}

async function unzipped(path) {
  const { unzip } = await import("but-unzip");
  const parts = new Map();
  for (const { filename, read } of unzip(bytes(path))) parts.set(filename.split(".").at(-1), await read());
  const source = await openShapefile(parts.get("shp"), parts.get("dbf"), { encoding: "utf-8" });
  const found = [];
  for (let one = await source.read(); !one.done; one = await source.read()) found.push(one.value);
  return found;
}

function parsed(table) {
  const { data, errors } = papaparse.parse(table, { header: true, skipEmptyLines: true });
  if (errors.length) throw new Error(errors[0].message);
  return data;
}

/* A blob of a GeoPackage is a header, an envelope and a geometry in WKB, which goes out as it is. */
async function geopackage(path) {
  const sql = await initSql();
  const base = new sql.Database(bytes(path));
  const [[name]] = base.exec("SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY rowid")[0].values;
  const statement = base.prepare(`SELECT * FROM "${name}"`);
  const read = [];
  while (statement.step()) read.push(statement.getAsObject());
  base.close();
  const wkb = (blob) => Buffer.from(blob.subarray(HEADER + ENVELOPES[(blob[3] >> 1) & 7])).toString("hex");
  return { rows: read.map(({ fid, geom, ...row }) => row), shapes: read.map(({ geom }) => (geom ? wkb(geom) : null)) };
}

async function mapped(path) {
  const name = basename(path);
  const typed = name.endsWith(".csv") ? "string-fields=*" : "";
  const written = await mapshaper.applyCommands(`-i ${name} ${typed} -o format=geojson out.json`, { [name]: readFileSync(path) });
  if (Object.keys(written).length !== 1) throw new Error(`${Object.keys(written).length} layers`);
  const read = JSON.parse(Object.values(written)[0]);
  return read.features?.some(({ geometry }) => geometry) ? features(read.features) : { rows: rowsOf(read), shapes: null };
}

const rowsOf = (read) => read.features?.map(({ properties }) => properties) ?? read;

const plain = (_, value) => (typeof value === "bigint" ? Number(value) : value);

const results = [];
for (const job of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    results.push(await READERS[job.program](job));
  } catch (error) {
    results.push({ failure: String(error.message) });
  }
}
process.stdout.write(JSON.stringify(results, plain));
