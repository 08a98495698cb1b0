// @ts-check
/* The dialog of downloads: its fields make an address; the server tells the rows and size of it. */

import { byId, isOne, number, setText, under } from "./elements.js";
import * as view from "./view.js";

let latest = 0;
let isGeometryAsked = false;

const dialog = () => byId("download-options");
const read = (name) => JSON.parse(dialog().dataset[name]);
const chosen = (name) => byId(`options-${name}`).value;

function open() {
  prepare();
  update();
  dialog().showModal();
}

/* Its listeners are set once, when it is there. */
function prepare() {
  if (dialog().dataset.ready) return;
  dialog().dataset.ready = "true";
  dialog().addEventListener("change", ({ target }) => {
    if (target === byId("options-geometry")) isGeometryAsked = true;
    update();
  });
  dialog().addEventListener("close", () => byId("download-target").focus());
  dialog().addEventListener("click", (event) => {
    if (event.target === dialog()) dialog().close();
  });
}

/* The address of the poles shown in a format; the geometry that a format lacks gives way. */
function address(layer, format, geometry) {
  const held = read("formats")[format];
  const query = new URLSearchParams(view.latest().query);
  const kept = held.includes(geometry) ? geometry : held[0];
  if (kept !== held[0]) query.set("geometrie", kept);
  const { lang } = document.documentElement;
  if (lang !== "fr") query.set("lang", lang);
  const said = query.toString();
  return `/api/${layer}.${format}${said ? `?${said}` : ""}`;
}

/* A format offers the geometries that it holds, its own unless another was asked for. */
function offerGeometries() {
  const held = read("formats")[chosen("format")];
  for (const option of byId("options-geometry").options) option.disabled = !held.includes(option.value);
  if (!isGeometryAsked || !held.includes(chosen("geometry"))) byId("options-geometry").value = held[0];
}

function update() {
  offerGeometries();
  const [layer, format, geometry] = ["layer", "format", "geometry"].map(chosen);
  const path = address(layer, format, geometry);
  const site = dialog().dataset.site || window.location.origin + under("");
  setText(byId("options-url"), site + path);
  byId("options-file").href = under(path);
  byId("options-description").href = under(path.replace(`.${format}`, `.${format}${dialog().dataset.suffix}`));
  setText(byId("options-status"), "");
  writeLines(site, layer, format, geometry);
  weigh(under(path));
}

function writeLines(site, layer, format, geometry) {
  for (const [tool, templates] of Object.entries(read("lines")[layer])) {
    const told = templates[format] ? format : Object.keys(templates)[0];
    const url = site + address(layer, told, geometry);
    const said = { url, query: url.split("?")[1] || "", encoded: encodeURIComponent(url) };
    const line = templates[told].replace(/\{(url|query|encoded)\}/g, (_, name) => said[name]);
    setText(dialog().querySelector(`[data-line="${tool}"]`), line);
    const link = dialog().querySelector(`[data-open="${tool}"]`);
    if (link) link.href = line;
  }
}

/* A range is never compressed: the length told is that of the file on the reader's disk. What is
   told of an earlier choice comes too late. */
async function weigh(path) {
  latest += 1;
  const turn = latest;
  setText(byId("options-rows"), dialog().dataset.waiting);
  setText(byId("options-size"), "");
  const facts = await ask(path).catch(() => [dialog().dataset.failed, ""]);
  if (turn !== latest) return;
  setText(byId("options-rows"), facts[0]);
  setText(byId("options-size"), facts[1]);
}

async function ask(path) {
  const answer = await fetch(path, { method: "HEAD", headers: { Range: "bytes=0-" } });
  await answer.text();
  if (!answer.ok) throw new Error(String(answer.status));
  const count = (name) => Number(answer.headers.get(name));
  return [rows(count("OGC-NumberReturned")), size(count("Content-Length"))];
}

function rows(n) {
  const { one, other } = dialog().dataset;
  return (isOne(n) ? one : other).replace("{n}", number(n));
}

function size(bytes) {
  const { kilobytes, megabytes } = dialog().dataset;
  if (bytes < 1e6) return kilobytes.replace("{x}", number(Math.max(Math.round(bytes / 1e3), 1)));
  return megabytes.replace("{x}", number(Math.round(bytes / 1e5) / 10));
}

const close = () => dialog().close();

async function copy(tool) {
  const line = dialog().querySelector(`[data-line="${tool}"]`).textContent;
  await navigator.clipboard.writeText(line);
  setText(byId("options-status"), dialog().dataset.copied);
}

export { close, copy, open };
