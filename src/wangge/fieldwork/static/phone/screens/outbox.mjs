// @ts-check
// Each thing with its true state. What is stuck says why and what can be done; the rest goes on.
import { follow, h, note } from "../dom.mjs";
import { bodyOf, changes, discard, ids, item, leaving } from "../outbox.mjs";
import { moment, say } from "../say.mjs";
import { send } from "../sending.mjs";
import { saving } from "./saving.mjs";

const SHOWN = 30; // at once; what is stuck is always among them

export async function draw() {
  const [head, cards, more] = [h("div", {}), h("div.cards", {}), h("p.buttons", {})];
  const screen = h("div", {}, h("h1", {}, say("Outbox")), head, cards, more);
  const fill = async (/** @type {number} */ count) => {
    const [every, stuck] = [await ids(), new Set(await ids("refused"))];
    const shown = every.filter((id, place) => place < count || stuck.has(id));
    cards.replaceChildren(...(await Promise.all(shown.map(cardOf))).filter(Boolean));
    more.replaceChildren(...(every.length > count ? [h("button.plain", { click: () => fill(count + SHOWN) }, say("Show older ones"))] : []));
    await tellWhole(head, cards);
  };
  const again = oneByOne(async (id) => {
    await renew(id, cards);
    await tellWhole(head, cards);
  });
  follow(changes, "changed", screen, (event) => again(event.detail));
  follow(changes, "progress", screen, (event) => progress(screen, event.detail));
  await fill(SHOWN);
  return screen;
}

/** Changes come faster than they are drawn: one after the other, each as it is then. @param {(id: string) => Promise<void>} act */
function oneByOne(act) {
  const asked = new Set();
  let busy = false;
  return async (/** @type {string} */ id) => {
    asked.add(id);
    if (busy) return;
    busy = true;
    for (const next of asked) {
      asked.delete(next); // before it is read: what comes meanwhile asks anew
      await act(next).catch(console.error);
    }
    busy = false;
  };
}

/** One card in the place of what it was; a new one where its age puts it. @param {string} id @param {HTMLElement} cards */
async function renew(id, cards) {
  const card = await cardOf(id);
  const before = cards.querySelector(`[data-item="${id}"]`);
  if (before && card) before.replaceWith(card);
  else if (before) before.remove();
  else if (card) insert(card, id, cards);
}

/** @param {HTMLElement} card @param {string} id @param {HTMLElement} cards */
function insert(card, id, cards) {
  const older = [...cards.children].find((one) => (/** @type {HTMLElement} */ (one).dataset.item ?? "") < id);
  if (older || !cards.children.length || card.dataset.state === "refused") cards.insertBefore(card, older ?? null);
}

/** What concerns all of them. @param {HTMLElement} head @param {HTMLElement} cards */
async function tellWhole(head, cards) {
  const left = (await leaving()) > 0;
  if (head.dataset.left === String(left) && cards.children.length) return;
  head.dataset.left = String(left);
  const words = left && h("p.hint", {}, say("Things go up while this application is open, and rest while it is closed."));
  const buttons = left && h("p.buttons", {}, h("button", { click: () => send(true) }, say("Send now")), saving("plain"));
  const none = !cards.children.length && h("p.empty", {}, say("Nothing was sent from this phone yet."));
  head.replaceChildren(...[words, buttons, none].filter(Boolean));
}

/** @param {string} id @returns {Promise<any>} nothing where it was discarded meanwhile */
async function cardOf(id) {
  const one = await item(id);
  return one && card(one, await bodyOf(id).catch(() => ({})));
}

/** @param {any} item @param {any} body */
function card(item, body) {
  const state = h(`span.tag${item.state === "refused" ? ".bad" : item.state === "numbered" ? ".good" : ""}`, {}, stateWords(item));
  return h(
    "div.card",
    { "data-item": item.id, "data-state": item.state },
    h("strong", {}, kindWords(item.kind)),
    " ",
    state,
    h("br"),
    (item.number ?? body.number ?? body.dwelling) && h("span.number", {}, item.number ?? body.number ?? body.dwelling),
    " ",
    h("span.small.faint", {}, moment(item.made)),
    (body.description || body.answer) && h("p", {}, body.description || body.answer),
    ...(item.notices ?? []).map((/** @type {string} */ words) => note(words)),
    item.state === "refused" && stuck(item),
  );
}

/** @param {any} item */
function stuck(item) {
  const again = async () => (confirm(say("Discard this for ever?")) ? discard(item.id) : undefined);
  const where = { report: "report/", answer_instruction: "instruction//" }[/** @type {"report"} */ (item.kind)];
  const correct = where && !item.number && h("a.button.primary", { href: `#${where}${item.id}` }, say("Correct it"));
  return h("div", {}, note(item.sentence, "refusal"), h("div.buttons", {}, correct, saving(), h("button.danger", { click: again }, say("Discard"))));
}

/** @param {any} item */
function stateWords(item) {
  if (item.state === "received" && item.hashes.length) return say("received, photos follow");
  return {
    waiting: say("on this phone"),
    sending: say("sending"),
    received: say("received"),
    numbered: item.kind === "report" ? say("received, with its number") : say("arrived"),
    refused: say("not taken"),
  }[/** @type {"waiting"} */ (item.state)];
}

/** @param {string} kind */
function kindWords(kind) {
  return { report: say("Report"), verify: say("Verification"), check: say("Check"), acknowledge: say("Acknowledgement"), resolve: say("Resolution"), comment: say("Remark"), count: say("Dwelling counted"), acknowledge_instruction: say("Instruction read, or task taken"), answer_instruction: say("Report on an instruction"), give_back_task: say("Task given back") }[kind] ?? kind;
}

/** @param {HTMLElement} screen @param {{id: string, part: number}} told */
function progress(screen, { id, part }) {
  const tag = screen.querySelector(`[data-item="${id}"] .tag`);
  if (tag) tag.textContent = say("sending {percent} %", { percent: Math.round(part * 100) });
}
