// @ts-check
/* Answers of the server to what the page has asked before: a filter ticked again, a step back. They depend
   on what is asked and on the register, which a server may take up anew while the page is open. */

const MOST = 60;
const FRESH_MS = 300_000;

/** @typedef {{at: number, answer: Promise<Response>, isHere: boolean}} Kept */
/** @type {Map<string, Kept>} */
const kept = new Map();

/**
 * The answer to a question: that of a moment ago, be it still on its way, else what is asked now, which is
 * kept if it is one.
 * @param {string} question
 * @param {() => Promise<Response>} ask
 * @param {number} now
 */
async function answered(question, ask, now = Date.now()) {
  const before = kept.get(question);
  if (before && now - before.at < FRESH_MS) return (await before.answer).clone();
  const asked = { at: now, answer: ask(), isHere: false };
  keep(question, asked);
  try {
    const answer = await asked.answer;
    asked.isHere = answer.ok;
    return answer.clone();
  } finally {
    if (!asked.isHere && kept.get(question) === asked) kept.delete(question);
  }
}

/**
 * Whether an answer is here, so that nothing has to be waited for.
 * @param {string} question
 */
const isHere = (question) => Boolean(kept.get(question)?.isHere);

/**
 * The last ones are kept, the oldest goes.
 * @param {string} question
 * @param {Kept} asked
 */
function keep(question, asked) {
  kept.delete(question);
  kept.set(question, asked);
  if (kept.size > MOST) kept.delete(kept.keys().next().value);
}

export { answered, isHere };
