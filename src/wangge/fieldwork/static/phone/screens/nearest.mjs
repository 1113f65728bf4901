// @ts-check
// What the map shows, as text: for who does not see it, and for who would rather read.
import { h } from "../dom.mjs";
import { distance } from "../position.mjs";
import { say } from "../say.mjs";
import { dwellingWords } from "../things.mjs";
import { caseCard, farWords } from "./lines.mjs";

const AT_FIRST = 10;

/** @param {any} things @param {any} from where one is, or the middle of the grid @param {boolean} here whether one is there */
export function nearest(things, from, here) {
  const far = (/** @type {any} */ one) => (from ? distance(from, one) : 0);
  const sorted = (/** @type {any[]} */ every) => [...every].sort((a, b) => far(a) - far(b));
  const away = (/** @type {any} */ one) => here && h("span.small.faint", {}, farWords(far(one)));
  const components = (/** @type {any} */ one) => h("li", {}, one.name, one.label && one.label !== one.name && ` ${one.label}`, " ", h("span.number.small.faint", {}, one.code), " ", away(one));
  return [
    h("p.hint", {}, here ? say("The nearest to you first.") : say("The nearest to the middle of the grid first.")),
    section(say("Open cases"), sorted(things.cases), "div.cards", (one) => h("div", {}, caseCard(one), away(one))),
    section(say("Buildings"), sorted(things.dwellings), "ul", (one) => h("li", {}, h("span.number", {}, one.code), " ", dwellingWords(one), " ", away(one))),
    section(say("Public components"), sorted(things.components), "ul", components),
  ];
}

/** @param {string} words @param {any[]} every @param {string} tag @param {(one: any) => Element} line */
function section(words, every, tag, line) {
  const list = h(tag, {}, ...every.slice(0, AT_FIRST).map(line));
  let shown = AT_FIRST;
  const more = () => {
    list.append(...every.slice(shown, shown + 5 * AT_FIRST).map(line));
    shown += 5 * AT_FIRST;
    if (shown >= every.length) button.remove();
  };
  const button = h("button", { type: "button", click: more }, say("Show more"));
  return h("section.part", {}, h("h2", {}, words, " ", h("span.tag", {}, String(every.length))), every.length ? list : h("p.empty", {}, say("None.")), every.length > AT_FIRST && button);
}
