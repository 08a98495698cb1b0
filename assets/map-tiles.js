// @ts-check
/* A register of many poles: rows of the territories and the seats of what is looked at, a tile of the map at
   a time, or of the poles that a view shows where they are few. app/http/crowds.py writes them. */

import * as host from "./map-host.js";
import { tilesIn } from "./map-place.js";

/* Poles that are marked together at most: the open one, those of the place looked up. */
const MOST_CHOSEN = 50;

/* Where poles are found by tiles; nothing where one file has them all. */
const source = () => host.drawings().tiles;

/** @param {number[]} tile */
function readTile([zoom, x, y]) {
  return host.read(source().of.replace("{zoom}", zoom).replace("{x}", x).replace("{y}", y));
}

/* What has to be read: a key that tells it apart, and how. Of those chosen, territories alone. */
function wanted({ view, shown, chosen, isThin }, zoom, sight) {
  const few = source().few.replace("{fineness}", zoom >= source().fine ? "close" : "far");
  const reads = new Map();
  const ids = chosen.slice(0, MOST_CHOSEN);
  if (ids.length) {
    const query = new URLSearchParams(ids.map((id) => ["id", id]));
    reads.set(`${few}?${query}`, () => host.read(`${few}?${query}`).then(({ territories }) => ({ territories, seats: [] })));
  }
  if (!isThin) {
    if (shown.size) reads.set(`${few}?${view.query}`, () => host.read(`${few}?${view.query}`));
  } else for (const tile of tilesIn(zoom, sight)) reads.set(tile.join(), () => readTile(tile));
  return reads;
}

/* Rows of several answers, each once. */
function together(lists, name, keyOf) {
  return [...new Map(lists.flatMap((list) => list[name]).map((row) => [keyOf(row), row])).values()];
}

/**
 * What reads the rows of what is looked at, for one map: `territories` and `seats` in their order, how many
 * poles the `largest` disc has, and whether seats are gathered (`isGathered`). It answers nothing where they
 * are those that are drawn, or where others were asked for meanwhile.
 */
function createReader() {
  /* What is drawn comes from these addresses; what comes next, once it is asked for. */
  let drawn = "";
  let asked = "";

  /**
   * @param {{view: any, shown: Set<string>, chosen: string[], isThin: boolean}} looked
   * @param {number} zoom
   * @param {{x: number, y: number, width: number, height: number}} sight in the frame
   */
  return async function renewed(looked, zoom, sight) {
    const reads = wanted(looked, zoom, sight);
    const key = [zoom >= source().fine, ...reads.keys()].join(" ");
    if (key === asked) return null;
    asked = key;
    try {
      const lists = await Promise.all([...reads.values()].map((read) => read()));
      if (key !== asked || key === drawn) return null;
      drawn = key;
      return {
        territories: together(lists, "territories", ([at]) => at).sort((a, b) => a[0] - b[0]),
        seats: together(lists, "seats", ([cle, , inset]) => `${inset}/${cle}`),
        largest: Math.max(1, ...lists.map(({ largest = 1 }) => largest)),
        isGathered: looked.isThin,
      };
    } catch (error) {
      asked = drawn;
      throw error;
    }
  };
}

export { createReader, source };
