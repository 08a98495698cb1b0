// @ts-check
/* Answers of the server to what the page has asked before: a filter ticked again, a step back. They depend
   on what is asked and on the register, which a server may take up anew while the page is open. */

const MOST = 60;
const FRESH_MS = 300_000;

/** @type {Map<string, {at: number, answer: Response}>} */
const kept = new Map();

/**
 * The answer to a question: that of a moment ago, else what is asked now, which is kept if it is one.
 * @param {string} question
 * @param {() => Promise<Response>} ask
 * @param {number} now
 */
async function answered(question, ask, now = Date.now()) {
  const before = kept.get(question);
  if (before && now - before.at < FRESH_MS) return before.answer.clone();
  const answer = await ask();
  if (answer.ok) keep(question, { at: now, answer: answer.clone() });
  return answer;
}

/**
 * The last ones are kept, the oldest goes.
 * @param {string} question
 * @param {{at: number, answer: Response}} told
 */
function keep(question, told) {
  kept.delete(question);
  kept.set(question, told);
  if (kept.size > MOST) kept.delete(kept.keys().next().value);
}

export { answered };
