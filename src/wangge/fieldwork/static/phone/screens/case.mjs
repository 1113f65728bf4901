// @ts-check
// One case, and what may be done about it here: look, check, acknowledge, put right, note.
import { follow, h, note } from "../dom.mjs";
import { draftOf } from "../drafts.mjs";
import { caseOf, foretell, news, read } from "../feed.mjs";
import { add } from "../outbox.mjs";
import { photosOf as photosHere } from "../photos.mjs";
import { before, pictureOf } from "../pictures.mjs";
import { say } from "../say.mjs";
import { begun, keeping } from "./begun.mjs";
import { camera } from "./camera.mjs";
import { fromHere, handed, once } from "./handing.mjs";
import { dueWords, taskWords, titleOf, whereWords } from "./lines.mjs";
import { missing } from "./missing.mjs";

/** What each order asks: the verb, its answers, whether a photo shows it. */
const DEEDS = /** @type {Record<string, () => any>} */ ({
  verify: () => ({ kind: "verify", photo: say("Photo of what is there"), answers: [["confirmed", say("It is so")], ["not_found", say("There is nothing")]] }),
  check: () => ({ kind: "check", photo: say("Photo of how it is now"), answers: [["fixed", say("Fixed")], ["partly", say("Partly")], ["not_fixed", say("Not fixed")]], reasons: { partly: "partly_fixed", not_fixed: "not_fixed" } }),
  part: () => ({ kind: "resolve", photo: say("Photo of the work done"), answers: [["fixed", say("It is done")], ["partly", say("Partly done")], ["not_fixed", say("Cannot be done")]] }),
});

/** @param {string[]} rest the number */
export async function draw([number = ""]) {
  const [one, orders] = await Promise.all([caseOf(number), read("orders")]);
  if (!one) return missing(() => caseOf(number), number, say("Case {number} is not on this phone.", { number }));
  const order = (orders ?? []).find((/** @type {any} */ each) => each.number === number);
  const first = order?.kind === "check" && before(one);
  const over = first && (async () => (await pictureOf(first, "full")) ?? pictureOf(first));
  return h(
    "article",
    {},
    h("p", {}, h("a", { href: "#today" }, say("Back"))),
    h("h1", {}, titleOf(one)),
    h("p", {}, h("span.number", {}, one.number), " ", h("span.tag", {}, one.state_words ?? one.state), " ", one.urgent && h("span.tag.bad", {}, say("urgent"))),
    h("p", {}, one.description || say("No words were given.")),
    await photosOf(one),
    h("p", {}, whereWords(one)),
    order && h("section.sheet", {}, h("h2", {}, taskWords(order.kind)), h("p", {}, dueWords(order.due_at)), await deedForm(one, order, over)),
    await remarkForm(one),
  );
}

/** What of the case's photos lies here; others come while one looks. @param {any} one */
async function photosOf(one) {
  const part = h("div.shots", {});
  const fill = async () => part.replaceChildren(...(await Promise.all(one.photos.map(figure))).filter(Boolean));
  follow(news, "pictures", part, fill);
  await fill();
  return part;
}

/** @param {any} photo */
async function figure(photo) {
  const picture = await pictureOf(photo);
  if (!picture) return null;
  const address = URL.createObjectURL(picture);
  const words = stageWords(photo.stage);
  return h("figure", {}, h("img", { src: address, alt: words, width: 96, height: 96, load: () => URL.revokeObjectURL(address) }), h("figcaption.small", {}, words));
}

/** @param {string} stage */
function stageWords(stage) {
  return { report: say("as reported"), verify: say("when looked at"), resolve: say("after the work"), check: say("when checked") }[stage] ?? stage;
}

/** @param {any} one @param {any} order @param {() => Promise<Blob | undefined>} [over] the photo of before */
async function deedForm(one, order, over) {
  const deed = DEEDS[order.kind]?.();
  if (!deed) return null;
  if (order.kind === "part" && order.state === "waiting") return acknowledgement(one, order);
  const name = `draft:deed:${one.number}:${order.id}`;
  const draft = await draftOf(name);
  const shots = camera(deed.photo, await photosHere((draft?.photos ?? []).map((/** @type {any} */ photo) => photo.hash)), over);
  const [words, told] = [h("textarea", { id: "note", rows: 2, maxlength: 1000 }, draft?.note), h("div", { "aria-live": "polite" })];
  const answer = async (/** @type {string} */ outcome) => {
    const photos = await shots.all(told);
    if (!photos) return false;
    if (!photos.length && outcome !== "not_found") {
      told.replaceChildren(note(say("A photo is missing: it is the evidence."), "refusal"));
      return false;
    }
    const why = deed.reasons?.[outcome];
    return leave(told, deed.kind, one, { outcome, ...(why ? { reason: why } : {}), note: words.value.trim() }, name, photos);
  };
  const answers = deed.answers.map((/** @type {[string, string]} */ [outcome, said]) => h("button.primary", { type: "button", click: () => once(form, () => answer(outcome)) }, said));
  const form = h("div", {}, begun(draft, name), shots.part, h("div.field", {}, h("label", { for: "note" }, say("Note")), words), told, h("div.buttons", {}, ...answers));
  keeping(form, name, draft, () => noted(words), shots.taken);
  return form;
}

/** @param {HTMLTextAreaElement} words @returns {{note: string} | undefined} */
function noted(words) {
  return words.value.trim() ? { note: words.value.trim() } : undefined;
}

/** What was not acknowledged cannot be resolved; whoever says so here goes on without the network. @param {any} one @param {any} order */
function acknowledgement(one, order) {
  const told = h("div", { "aria-live": "polite" });
  const accept = async () => {
    await add("acknowledge", { number: one.number, seen: one.version });
    await foretell("orders", (await read("orders")).map((/** @type {any} */ each) => (each.id === order.id ? { ...each, state: "accepted" } : each)));
  };
  const form = h("div", {}, told, h("button.primary", { type: "button", click: () => once(form, () => toOutbox(told, accept)) }, say("I have it")));
  return form;
}

/** @param {any} one */
async function remarkForm(one) {
  const name = `draft:remark:${one.number}`;
  const draft = await draftOf(name);
  const words = h("textarea", { id: "remark", rows: 2, maxlength: 1000, required: true }, draft?.note);
  const told = h("div", { "aria-live": "polite" });
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    once(form, () => leave(told, "comment", one, { note: words.value.trim() }, name));
  };
  const form = h("form", { submit: send }, begun(draft, name), h("div.field", {}, h("label", { for: "remark" }, say("Remark")), words), told, h("button", {}, say("Send it")));
  keeping(form, name, draft, () => noted(words));
  return h("details.sheet", { open: Boolean(draft) }, h("summary", {}, say("Add a remark")), form);
}

/**
 * With the version that was seen: where the case has moved on, the server says so.
 * @param {HTMLElement} told @param {string} kind @param {any} one @param {any} fields @param {string} draft @param {any[]} [photos]
 */
async function leave(told, kind, one, fields, draft, photos = []) {
  await draftOf(draft); // what is still being kept of it, before it goes with the deed
  return toOutbox(told, () => add(kind, { number: one.number, seen: one.version, ...fields }, photos, draft));
}

/** @param {HTMLElement} told @param {() => Promise<any>} act @returns {Promise<boolean>} whether it lies there */
async function toOutbox(told, act) {
  const onwards = fromHere();
  const lies = await handed(told, act);
  if (lies) onwards("#outbox");
  return lies;
}
