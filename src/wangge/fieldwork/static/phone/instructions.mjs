// @ts-check
// Instructions as they lie here: which wait, and what this worker said to them, with the network or without.
import { foretell, read } from "./feed.mjs";
import { add } from "./outbox.mjs";

/** @returns {Promise<any[]>} all that are open, the nearest deadline first */
export async function instructions() {
  return ((await read("instructions")) ?? []).sort(nearest);
}

/** @param {any} one whether something is still asked of this worker */
export function waits(one) {
  return !one.acknowledged_at || (one.report_wanted && !one.answered_at);
}

/** @param {any} one @param {string} answer empty only says that it was read @param {string} [draft] what it was written in @returns {Promise<void>} once it lies in the outbox */
export async function answerInstruction(one, answer, draft = "") {
  const now = new Date().toISOString();
  if (answer) await add("answer_instruction", { instruction: one.id, answer }, [], draft);
  else await add("acknowledge_instruction", { instruction: one.id }, [], draft);
  const taken = one.taken + (mayBeTaken(one) ? 1 : 0);
  const said = { ...one, taken, acknowledged_at: one.acknowledged_at ?? now, ...(answer ? { answer, answered_at: now } : {}) };
  await foretell("instructions", (await instructions()).map((each) => (each.id === one.id ? said : each)));
}

/** The task is left to somebody else. @param {any} one @returns {Promise<void>} once it lies in the outbox */
export async function giveBack(one) {
  await add("give_back_task", { instruction: one.id });
  const left = { ...one, acknowledged_at: null, taken: Math.max(0, one.taken - 1) };
  await foretell("instructions", (await instructions()).map((each) => (each.id === one.id ? left : each)));
}

/** @param {any} one @returns {boolean} whether it is a task that one may take, and has not */
export function mayBeTaken(one) {
  return one.places > 0 && !one.acknowledged_at;
}

/** @param {any} a @param {any} b */
function nearest(a, b) {
  return (Date.parse(a.answer_by) || Infinity) - (Date.parse(b.answer_by) || Infinity) || a.id - b.id;
}
