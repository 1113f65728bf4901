// @ts-check
// Which of the things in a grid fit what was typed: each word, somewhere in what their line says.
import { titleOf, whereWords } from "./lines.mjs";

/** @param {any} things @param {string} words @returns {any} the same with fewer cases, buildings and components */
export function found(things, words) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (/** @type {(one: any) => unknown[]} */ texts) => (/** @type {any} */ one) => {
    const said = texts(one).join("\n").toLowerCase();
    return wanted.every((word) => said.includes(word));
  };
  return {
    ...things,
    cases: things.cases.filter(fits((one) => [one.number, titleOf(one), one.description, whereWords(one), one.state_words])),
    dwellings: things.dwellings.filter(fits((one) => [one.code])),
    components: things.components.filter(fits((one) => [one.name, one.label, one.code])),
  };
}
