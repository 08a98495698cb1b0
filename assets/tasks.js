// @ts-check
/* Long work is done piece by piece: between two, the page answers to its reader. */

const CALM_MS = 200;

/* Wait for a task of its own. */
const pause = () =>
  "scheduler" in window && "yield" in window.scheduler
    ? window.scheduler.yield()
    : new Promise((resolve) => { window.setTimeout(resolve); });

/* Wait until what has changed is on the screen. */
const painted = () => new Promise((resolve) => { window.requestAnimationFrame(() => { window.setTimeout(resolve); }); });

/* Wait until the browser has nothing else to do. */
/** @param {(value: any) => void} resolve */
const atRest = (resolve) =>
  typeof window.requestIdleCallback === "function" ? window.requestIdleCallback(resolve) : window.setTimeout(resolve, CALM_MS);
const idle = () => new Promise(atRest);

/**
 * Do pieces of work one after another, as long as they are wanted; tell whether all were.
 * @param {(() => unknown)[]} pieces
 * @param {() => boolean} isWanted
 */
async function doInTurn(pieces, isWanted) {
  for (const piece of pieces) {
    if (!isWanted()) return false;
    piece();
    await pause();
  }
  return isWanted();
}

export { doInTurn, idle, painted, pause };
