// @ts-check
// A case and an order as a line shows them.
import { h } from "../dom.mjs";
import { distance } from "../position.mjs";
import { moment, nameOf, say } from "../say.mjs";

/** @param {any} one @returns {string} */
export function titleOf(one) {
  return one?.minor ? nameOf(one.minor) : one?.description?.slice(0, 40) || say("not classed yet");
}

/** @param {string | null} at @param {number} [now] @returns {HTMLElement | null} */
export function dueWords(at, now = Date.now()) {
  if (!at) return null;
  const late = Date.parse(at) < now;
  return h(`span.due${late ? ".late" : ""}`, {}, late ? say("overdue since {when}", { when: moment(at) }) : say("due {when}", { when: moment(at) }));
}

/** @param {string} kind @returns {string} what an order asks for */
export function taskWords(kind) {
  return { verify: say("Look whether it is so"), check: say("Check whether it is fixed"), part: say("Put it right") }[kind] ?? kind;
}

/** @param {any} one a case @param {any} [here] @returns {string} */
export function whereWords(one, here) {
  const words = one.place || one.place_words || "";
  return here && one.longitude != null ? `${words} · ${farWords(distance(here, one))}` : words;
}

/** @param {number} metres @returns {string} */
export function farWords(metres) {
  if (metres < 1000) return say("{count} m from here", { count: Math.round(metres) });
  return say("{count} km from here", { count: (metres / 1000).toFixed(1) });
}

/** @param {any} order @param {any} one its case */
export function orderCard(order, one) {
  return h(
    "a.card",
    { href: `#case/${one.number}` },
    h("strong", {}, taskWords(order.kind)),
    one.urgent && h("span.tag.bad", {}, say("urgent")),
    h("br"),
    titleOf(one),
    h("br"),
    h("span.small.faint", {}, whereWords(one)),
    h("br"),
    dueWords(order.due_at),
  );
}

/** @param {any} one a task @returns {string} how many are still wanted */
export function wantedWords(one) {
  return say("{count} of {places} volunteers still wanted", { count: Math.max(0, one.places - one.taken), places: one.places });
}

/** @param {any} one an instruction */
export function instructionCard(one) {
  const from = h("span.small.faint", {}, say("from {name}, {when}", { name: one.given_by, when: moment(one.given_at) }));
  const lacks = one.places ? say("you have taken it") : say("the report is missing");
  const still = one.acknowledged_at && one.report_wanted && !one.answered_at && h("span.tag.warn", {}, lacks);
  const wanted = one.places > 0 && !one.acknowledged_at && h("span.tag", {}, wantedWords(one));
  return h("a.card", { href: `#instruction/${one.id}` }, h("strong", {}, one.title), " ", still, wanted, h("br"), from, h("br"), dueWords(one.answer_by));
}

/** @param {any} one an own report of who sees no case otherwise */
export function reportCard(one) {
  const words = one.description || one.place;
  return h("div.card", {}, h("span.number", {}, one.number), " ", h("span.tag", {}, one.words), h("br"), words && h("strong", {}, words), words && h("br"), h("span.small.faint", {}, moment(one.reported_at)));
}

/** @param {any} one */
export function caseCard(one) {
  return h(
    "a.card",
    { href: `#case/${one.number}` },
    h("span.number", {}, one.number),
    " ",
    h("span.tag", {}, one.state_words ?? one.state),
    h("br"),
    h("strong", {}, titleOf(one)),
    h("br"),
    h("span.small.faint", {}, whereWords(one)),
  );
}
