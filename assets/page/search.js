// @ts-check
/* The search box: a combobox over the suggestions of the server, with the text filter last. */

import { current, go } from "./address.js";
import { announce, byId, isOne, under } from "./elements.js";

const PAUSE_MS = 120;
const SHORTEST = 2;

let timer = 0;
let turn = 0;
let active = -1;
let answered = "";

const field = () => byId("filter-q");
const box = () => byId("suggestions");
const options = () => [...box().querySelectorAll('[role="option"]')];

const element = (tag, attributes, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
};

function option({ name, detail, go: changes }, at) {
  const node = element(
    "div",
    { role: "option", id: `suggestion-${at}`, "aria-selected": "false" },
    element("span", { class: "name" }, name),
    element("span", { class: "detail" }, detail || ""),
  );
  node.changes = changes;
  return node;
}

async function suggest() {
  window.clearTimeout(timer);
  const text = field().value.trim();
  const mine = ++turn;
  if (text.length < SHORTEST) return close();
  const asked = new URLSearchParams({ q: text, lang: document.documentElement.lang });
  const answer = await fetch(under(`/api/recherche?${asked}`)).catch(() => null);
  const isAnswered = Boolean(answer && answer.ok);
  const groups = isAnswered ? await answer.json() : [];
  if (mine === turn && document.activeElement === field()) open(text, groups, isAnswered);
}

/* That nothing is found is one thing, that nobody answers another. */
function open(text, groups, isAnswered) {
  answered = text;
  const { dataset } = box();
  const none = isAnswered ? dataset.none : dataset.unreachable;
  const shown = [...groups, { title: "", items: [{ name: dataset.text.replace("{x}", text), go: { q: text } }] }];
  let at = 0;
  box().replaceChildren(
    ...shown.map(({ title, items }, rank) => {
      const group = element("div", { role: "group", "aria-labelledby": `suggestions-${rank}` });
      group.append(element("div", { class: "kind", id: `suggestions-${rank}` }, title || none));
      if (!title) group.className = "rest";
      group.firstChild.hidden = !title && groups.length > 0;
      group.append(...items.map((item) => option(item, at++)));
      return group;
    }),
  );
  box().hidden = false;
  field().setAttribute("aria-expanded", "true");
  activate(-1);
  const n = at - 1;
  announce(n ? dataset[isOne(n) ? "one" : "other"].replace("{n}", n) : none);
}

function close() {
  window.clearTimeout(timer);
  turn += 1;
  box().hidden = true;
  field().setAttribute("aria-expanded", "false");
  field().removeAttribute("aria-activedescendant");
  active = -1;
}

function activate(at) {
  const all = options();
  active = at < 0 ? -1 : at % all.length;
  all.forEach((one, rank) => one.setAttribute("aria-selected", String(rank === active)));
  if (active < 0) return field().removeAttribute("aria-activedescendant");
  field().setAttribute("aria-activedescendant", all[active].id);
  return all[active].scrollIntoView({ block: "nearest" });
}

/* What is chosen changes the query; the box is emptied, the field keeps the focus if a text is
   filtered on, so that it may be corrected. */
function choose(node) {
  const { changes } = node;
  close();
  write("");
  go("pole" in changes || "lieu" in changes ? { pole: "", lieu: "", ...changes } : changes);
  if (!("q" in changes)) field().blur();
}

const isAnswer = (text) => !box().hidden && answered === text;

/* Enter takes what is active, else the first answer. */
function take(text) {
  choose(isAnswer(text) ? options()[Math.max(active, 0)] : { changes: { q: text } });
}

/* Keys act upon the answer to what is written now, one after the other: who types fast is ahead of it. */
let done = Promise.resolve();
function actOn(text, act) {
  done = done.then(async () => {
    if (text.length >= SHORTEST && !isAnswer(text)) await suggest();
    act(text);
  });
}

const write = (value) => {
  field().value = value;
};

const MOVES = {
  ArrowDown: () => activate(active + 1),
  ArrowUp: () => activate(active <= 0 ? options().length - 1 : active - 1),
};

document.addEventListener("input", (/** @type {{target: any}} */ { target }) => {
  if (target !== field()) return;
  window.clearTimeout(timer);
  timer = window.setTimeout(suggest, PAUSE_MS);
});

document.addEventListener("keydown", (event) => {
  if (event.target !== field()) return;
  const isOpen = !box().hidden;
  const text = field().value.trim();
  if (event.key === "Enter") {
    if (text) actOn(text, take);
    else if (current().q) go({ q: "" });
  } else if (event.key === "Escape") 
    if (isOpen) close();
    else if (field().value) write("");
    else return;
   else if (MOVES[event.key]) 
    if (isOpen) actOn(text, MOVES[event.key]);
    else suggest();
   else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("focusout", ({ target, relatedTarget }) => {
  if (target === field() && !(relatedTarget && box().contains(relatedTarget))) close();
});
document.addEventListener("focusin", (/** @type {{target: any}} */ { target }) => {
  if (target === field() && target.value) suggest();
});
document.addEventListener("pointerdown", (/** @type {any} */ event) => {
  const node = event.target.closest('#suggestions [role="option"]');
  if (!node) return;
  event.preventDefault();
  choose(node);
});
