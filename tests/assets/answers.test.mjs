import assert from "node:assert/strict";
import { test } from "node:test";

const { answered, isHere } = await import("../../assets/page/answers.js");

/* A server that counts what it is asked. */
function server(status = 200) {
  const asked = [];
  return { asked, ask: async () => new Response(String(asked.push(1)), { status }) };
}

const read = async (answer) => (await answer).text();

test("what was asked a moment ago is answered without asking", async () => {
  const { asked, ask } = server();
  assert.equal(await read(answered("region=76", ask, 0)), "1");
  assert.equal(await read(answered("region=76", ask, 1000)), "1");
  assert.equal(await read(answered("region=84", ask, 1000)), "2");
  assert.equal(asked.length, 2);
});

test("an answer is not kept for ever: the register may be another by then", async () => {
  const { ask } = server();
  assert.equal(await read(answered("secteur=culture", ask, 0)), "1");
  assert.equal(await read(answered("secteur=culture", ask, 300_000)), "2");
});

test("what failed is asked again", async () => {
  const { asked, ask } = server(503);
  await answered("appel=aap-2013", ask, 0);
  await answered("appel=aap-2013", ask, 1);
  assert.equal(asked.length, 2);
});

test("what is asked again before it is answered is asked once", async () => {
  const { asked, ask } = server();
  const twice = [answered("q=laine", ask, 0), answered("q=laine", ask, 1)];
  assert.equal(isHere("q=laine"), false);
  assert.deepEqual(await Promise.all(twice.map(read)), ["1", "1"]);
  assert.equal(asked.length, 1);
  assert.equal(isHere("q=laine"), true);
});

test("who asks while an answer is lost loses it too, and asks anew", async () => {
  const lost = async () => { throw new Error("lost"); };
  const twice = [answered("q=bois", lost, 0), answered("q=bois", lost, 1)];
  for (const answer of twice) await assert.rejects(answer, /lost/);
  assert.equal(isHere("q=bois"), false);
  assert.equal(await read(answered("q=bois", server().ask, 2)), "1");
});

test("the oldest answer goes first", async () => {
  const { asked, ask } = server();
  for (let n = 0; n < 61; n += 1) await answered(`q=${n}`, ask, 0);
  await answered("q=60", ask, 1);
  assert.equal(asked.length, 61);
  await answered("q=0", ask, 1);
  assert.equal(asked.length, 62);
});
