// @ts-check
// Choosing a class: the few that this phone used last, or by words, sounds or initials. Nothing chosen is left to intake.
import { follow, h } from "../dom.mjs";
import { news, read } from "../feed.mjs";
import { nameOf, say } from "../say.mjs";

const SHOWN = 8;
const LATELY = "classes";

/** @param {(chosen: any) => void} tell @param {any} [had] what was chosen before @returns {Promise<{part: HTMLElement, chosen: () => any}>} */
export async function classChoice(tell, had) {
  let every = await classes();
  const before = () => every.find((one) => one.kind === had?.kind_of_case && one.code === had?.minor) ?? null;
  let chosen = before();
  const list = h("div.choices", { role: "radiogroup", "aria-label": say("What it is") });
  const field = h("input", { id: "class", type: "search", autocomplete: "off", placeholder: say("Search: words or first letters") });
  const fill = () => list.replaceChildren(...offered(every, field.value.trim().toLowerCase(), chosen).map((one) => choice(one, one === chosen, choose)));
  const choose = (/** @type {any} */ one) => {
    chosen = one === chosen ? null : one;
    fill();
    tell(chosen);
  };
  const show = () => {
    field.hidden = every.length <= SHOWN;
    fill();
  };
  field.addEventListener("input", fill);
  show();
  const part = h("div.field", {}, h("label", { for: "class" }, say("What it is")), field, list);
  follow(news, "changed", part, async () => {
    if (every.length) return; // what is being chosen from stays
    every = await classes();
    tell((chosen = before()));
    show();
  });
  return { part, chosen: () => chosen };
}

/** @returns {Promise<any[]>} none before the catalogue has come */
async function classes() {
  return (await read("part:catalogue"))?.classes ?? [];
}

/** @param {any} one */
export function remember(one) {
  const lately = [`${one.kind}${one.code}`, ...latelyUsed().filter((code) => code !== `${one.kind}${one.code}`)];
  localStorage.setItem(LATELY, JSON.stringify(lately.slice(0, SHOWN)));
}

/** @returns {string[]} */
function latelyUsed() {
  return JSON.parse(localStorage.getItem(LATELY) ?? "[]");
}

/** @param {any[]} every @param {string} words @param {any} chosen @returns {any[]} */
function offered(every, words, chosen) {
  const lately = latelyUsed();
  const rank = (/** @type {any} */ one) => (lately.indexOf(`${one.kind}${one.code}`) + 1 || SHOWN + 1);
  const fits = words ? every.filter((one) => haystack(one).includes(words)) : [...every].sort((a, b) => rank(a) - rank(b));
  const first = fits.slice(0, SHOWN);
  return chosen && !first.includes(chosen) ? [chosen, ...first.slice(1)] : first;
}

/** @param {any} one */
function haystack(one) {
  return [one.name_zh, one.name_en, one.find, one.code].join(" ").toLowerCase();
}

/** @param {any} one @param {boolean} on @param {(one: any) => void} choose */
function choice(one, on, choose) {
  return h("button", { type: "button", role: "radio", "aria-checked": String(on), click: () => choose(one) }, nameOf(one));
}
