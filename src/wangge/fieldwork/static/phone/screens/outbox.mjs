// @ts-check
// Each thing with its true state. What is stuck says why and what can be done; the rest goes on.
import { follow, h, note } from "../dom.mjs";
import { bodyOf, changes, discard, items, send } from "../outbox.mjs";
import { rescueFile } from "../rescue.mjs";
import { moment, say } from "../say.mjs";

export async function draw() {
  const screen = h("div", {});
  const fill = async () => screen.replaceChildren(...(await parts()));
  follow(changes, "changed", screen, fill);
  follow(changes, "progress", screen, (event) => progress(screen, event.detail));
  await fill();
  return screen;
}

async function parts() {
  const every = await items();
  const left = every.some((item) => !["numbered", "refused"].includes(item.state));
  const shown = await Promise.all(every.map(async (item) => card(item, await bodyOf(item.id))));
  return [
    h("h1", {}, say("Outbox")),
    left && h("p.hint", {}, say("Things go up while this application is open, and rest while it is closed.")),
    left && h("p.buttons", {}, h("button", { click: () => send(true) }, say("Send now")), h("button.plain", { click: take }, say("Save as a file for the station"))),
    shown.length ? h("div.cards", {}, ...shown) : h("p.empty", {}, say("Nothing was sent from this phone yet.")),
  ].filter(Boolean);
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
  const where = { report: "report", answer_instruction: "instruction/" }[/** @type {"report"} */ (item.kind)];
  const correct = where && h("a.button.primary", { href: `#${where}/${item.id}` }, say("Correct it"));
  return h("div", {}, note(item.sentence, "refusal"), h("div.buttons", {}, correct, h("button", { click: take }, say("Save as a file for the station")), h("button.danger", { click: again }, say("Discard"))));
}

/** @param {any} item */
function stateWords(item) {
  if (item.state === "received" && item.hashes.length) return say("received, photos follow");
  return {
    waiting: say("on this phone"),
    sending: say("sending"),
    received: say("received"),
    numbered: item.kind === "report" ? say("received, with its number") : say("done"),
    refused: say("not taken"),
  }[/** @type {"waiting"} */ (item.state)];
}

/** @param {string} kind */
function kindWords(kind) {
  return { report: say("Report"), verify: say("Verification"), check: say("Check"), acknowledge: say("Acknowledgement"), resolve: say("Resolution"), comment: say("Remark"), count: say("Dwelling counted"), acknowledge_instruction: say("Instruction read"), answer_instruction: say("Report on an instruction") }[kind] ?? kind;
}

/** @param {HTMLElement} screen @param {{id: string, part: number}} told */
function progress(screen, { id, part }) {
  const tag = screen.querySelector(`[data-item="${id}"] .tag`);
  if (tag) tag.textContent = say("sending {percent} %", { percent: Math.round(part * 100) });
}

async function take() {
  const address = URL.createObjectURL(await rescueFile());
  h("a", { href: address, download: "wangge-outbox.json" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
