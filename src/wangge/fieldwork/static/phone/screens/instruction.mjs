// @ts-check
// One instruction: what is asked, that it was read, and the report.
import { h, note } from "../dom.mjs";
import { draftOf } from "../drafts.mjs";
import { answerInstruction, giveBack, instructions, mayBeTaken } from "../instructions.mjs";
import { bodyOf, discard } from "../outbox.mjs";
import { moment, say } from "../say.mjs";
import { begun, keeping } from "./begun.mjs";
import { fromHere, handed, once } from "./handing.mjs";
import { dueWords, wantedWords } from "./lines.mjs";
import { missing } from "./missing.mjs";

/** @param {string[]} rest its id, and the report of the outbox that was not taken, to correct it */
export async function draw([id = "", before = ""]) {
  const had = before ? await bodyOf(before).catch(() => null) : null;
  const own = had ? had.instruction : Number(id);
  const one = await instruction(own);
  if (!one) return missing(() => instruction(own), say("Instructions"), say("This instruction is not on this phone: it was withdrawn, or is for somebody else now."));
  return h(
    "article",
    {},
    h("p", {}, h("a", { href: "#today" }, say("Back"))),
    h("h1", {}, one.title),
    h("p", {}, dueWords(one.answer_by), " ", h("span.small.faint", {}, say("from {name}, {when}", { name: one.given_by, when: moment(one.given_at) }))),
    h("p.words", {}, one.text),
    one.places > 0 ? h("p", {}, h("span.tag", {}, wantedWords(one))) : one.report_wanted && h("p", {}, h("strong", {}, say("A written report is asked for."))),
    one.acknowledged_at && note(one.places ? say("You have taken it: {when}", { when: moment(one.acknowledged_at) }) : say("You have read it: {when}", { when: moment(one.acknowledged_at) }), "success"),
    one.places > 0 && one.acknowledged_at && !one.answered_at && giveBackForm(one),
    mayBeTaken(one) ? takeForm(one) : one.answered_at && !had ? h("p.words", {}, say("What I report"), ": ", one.answer) : await answerForm(one, before, had?.answer ?? ""),
  );
}

/** @param {number} id */
async function instruction(id) {
  return (await instructions()).find((each) => each.id === id);
}

/** @param {any} one a task */
function takeForm(one) {
  return deedForm(say("I take it"), "button.primary.large", () => answerInstruction(one, ""));
}

/** @param {any} one a task */
function giveBackForm(one) {
  return deedForm(say("I cannot after all"), "button", () => giveBack(one));
}

/** One button, and what it does once. @param {string} words @param {string} tag @param {() => Promise<void>} act */
function deedForm(words, tag, act) {
  const told = h("div", { "aria-live": "polite" });
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    once(/** @type {HTMLElement} */ (event.currentTarget), () => toToday(told, act));
  };
  return h("form", { submit: send }, told, h("div.buttons", {}, h(tag, {}, words)));
}

/** @param {any} one @param {string} before @param {string} words */
async function answerForm(one, before, words) {
  const kept = before ? `draft:${before}` : `draft:answer:${one.id}`;
  const draft = await draftOf(kept);
  const answer = h("textarea", { id: "answer", rows: 4, maxlength: 4000, required: Boolean(one.acknowledged_at) }, draft?.answer ?? words);
  const told = h("div", { "aria-live": "polite" });
  const button = h("button.primary.large", {});
  const name = () => button.replaceChildren(one.acknowledged_at ? one.places ? say("It is done: send the report") : say("Send my report") : answer.value.trim() ? say("I have read it, send my report") : say("I have read it"));
  const act = async () => {
    await draftOf(kept); // what is still being kept of it, before it goes with the answer
    await answerInstruction(one, answer.value.trim(), kept);
    if (before) await discard(before);
  };
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    if (one.acknowledged_at && !answer.value.trim()) return told.replaceChildren(note(say("The report is empty: write it first."), "refusal"));
    once(form, () => toToday(told, act));
  };
  answer.addEventListener("input", name);
  name();
  const label = one.report_wanted ? say("What I report") : say("What I report, if there is something to say");
  const form = h("form", { submit: send }, begun(draft, kept), h("div.field", {}, h("label", { for: "answer" }, label), answer), told, h("div.bottom", {}, button));
  keeping(form, kept, draft, () => (answer.value.trim() ? { answer: answer.value.trim() } : undefined));
  return form;
}

/** @param {HTMLElement} told @param {() => Promise<any>} act @returns {Promise<boolean>} whether it lies on this phone */
async function toToday(told, act) {
  const onwards = fromHere();
  const lies = await handed(told, act);
  if (lies) onwards("#today");
  return lies;
}
