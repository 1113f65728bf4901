// @ts-check
// The dwellings of my grid, to be counted again. Where two counted differently, both values stand here.
import { follow, h, note } from "../dom.mjs";
import { count, dwellings, FIELDS } from "../dwellings.mjs";
import { news } from "../feed.mjs";
import { moment, say } from "../say.mjs";
import { fromHere, handed, once } from "./handing.mjs";
import { missing } from "./missing.mjs";

const MOST = 50; // lines at once: whoever looks for another types a part of its code

/** @param {string[]} rest the code of one */
export async function draw([code = ""] = []) {
  if (!code) return list(await dwellings());
  const wanted = decodeURIComponent(code);
  const find = async () => (await dwellings()).find((each) => each.code === wanted);
  const one = await find();
  return one ? form(one) : missing(find, wanted, say("Dwelling {code} is not on this phone.", { code: wanted }), "#dwellings");
}

/** @param {any[]} every */
function list(every) {
  const words = h("input", { id: "find", type: "search", autocomplete: "off" });
  const lines = h("div.cards", {});
  const fill = () => {
    const found = every.filter((one) => one.code.toLowerCase().includes(words.value.trim().toLowerCase()));
    lines.replaceChildren(...found.slice(0, MOST).map(card));
    if (found.length > MOST) lines.append(h("p.hint", {}, say("{count} more: type a part of the code.", { count: found.length - MOST })));
  };
  words.addEventListener("input", fill);
  const find = h("div.field", {}, h("label", { for: "find" }, say("Code of the dwelling")), words);
  const none = h("p.empty", {}, say("No dwellings have come for your grid."));
  const show = () => {
    [find.hidden, none.hidden] = [!every.length, every.length > 0];
    fill();
  };
  follow(news, "changed", lines, async () => {
    every.splice(0, every.length, ...(await dwellings()));
    show();
  });
  show();
  return h("div", {}, h("h1", {}, say("Dwellings")), find, none, lines);
}

/** @param {any} one */
function card(one) {
  return h(
    "a.card",
    { href: `#dwellings/${encodeURIComponent(one.code)}` },
    h("strong", {}, one.code),
    " ",
    one.beside.length > 0 && h("span.tag.bad", {}, say("two values")),
    one.waits && h("span.tag", {}, say("on this phone")),
    h("br"),
    h("span.small.faint", {}, FIELDS.map((field) => `${fieldWords(field)} ${one[field] ?? "–"}`).join(" · ")),
  );
}

/** @param {any} one */
function form(one) {
  const fields = Object.fromEntries(FIELDS.map((field) => [field, entry(field, one[field])]));
  const others = Object.fromEntries(FIELDS.map((field) => [field, h("div", {}, ...differing(one, field))]));
  const told = h("div", { "aria-live": "polite" });
  const hand = async () => {
    const counted = Object.fromEntries(FIELDS.map((field) => [field, fields[field].value === "" ? null : Number(fields[field].value)]));
    const onwards = fromHere();
    const lies = await handed(told, () => count(one, counted));
    if (lies) onwards("#outbox");
    return lies;
  };
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    once(screen, hand);
  };
  const screen = h(
    "form",
    { submit: send },
    h("p", {}, h("a", { href: "#dwellings" }, say("Back"))),
    h("h1", {}, one.code),
    ...FIELDS.map((field) => h("div.field.sheet", {}, h("label", { for: field }, fieldWords(field)), fields[field], others[field])),
    told,
    h("div.bottom", {}, h("button.primary.large", {}, say("Counted so"))),
  );
  follow(news, "changed", screen, async () => {
    one.beside = (await dwellings()).find((each) => each.code === one.code)?.beside ?? []; // the rest stays as it is being typed
    for (const field of FIELDS) others[field].replaceChildren(...differing(one, field));
  });
  return screen;
}

/** @param {string} field @param {number | null} value */
function entry(field, value) {
  return h("input", { id: field, type: "number", inputmode: "numeric", min: 0, max: 100_000, step: 1, required: field === "households", value });
}

/** What others counted, beside what stands. @param {any} one @param {string} field */
function differing(one, field) {
  const found = one.beside.filter((/** @type {any} */ each) => each.field === field);
  return found.map((/** @type {any} */ each) => note(say("{who} counted {value} on {when}. Count once more, together if you can: what you enter now settles it.", { who: each.by, value: each.value ?? "–", when: moment(each.counted_at) }), "warning"));
}

/** @param {string} field */
function fieldWords(field) {
  return { households: say("Households"), people: say("People who live there"), storeys: say("Storeys") }[field] ?? field;
}
