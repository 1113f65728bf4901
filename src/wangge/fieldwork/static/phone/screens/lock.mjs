// @ts-check
import { h, note } from "../dom.mjs";
import { byPasskey } from "../passkey.mjs";
import { byPin } from "../pin.mjs";
import { rescueSealed } from "../rescue.mjs";
import { say } from "../say.mjs";
import { removeEverything } from "../store.mjs";
import { lockedBy, unlock } from "../vault.mjs";
import { languages } from "./languages.mjs";

export async function draw() {
  const told = h("div", { "aria-live": "polite" });
  const form = (await lockedBy()) === "passkey" ? passkeyForm(told) : pinForm(told);
  return h("div", {}, languages(), form, forgotten(told));
}

/** @param {HTMLElement} told */
function passkeyForm(told) {
  const open = () => attempt(byPasskey, told, say("It was not opened. Try again."));
  return h("div.sheet", {}, h("h1", {}, say("This phone is locked")), h("p.hint", {}, say("What waits in the outbox rests until it is open.")), told, h("button.primary", { click: open }, say("Open with the passkey")));
}

/** @param {HTMLElement} told */
function pinForm(told) {
  const pin = h("input", { id: "pin", type: "password", inputmode: "numeric", autocomplete: "off", required: true });
  const take = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    await attempt(byPin(pin.value), told, say("That is not the PIN of this phone."));
    pin.select();
  };
  return h(
    "form.sheet",
    { submit: take },
    h("h1", {}, say("This phone is locked")),
    h("p.hint", {}, say("What waits in the outbox rests until it is open.")),
    h("div.field", {}, h("label", { for: "pin" }, say("PIN")), pin),
    told,
    h("button.primary", {}, say("Open")),
  );
}

/** @param {import("../vault.mjs").Opener} opener @param {HTMLElement} told @param {string} otherwise */
async function attempt(opener, told, otherwise) {
  if (!(await unlock(opener).catch(() => false))) return told.replaceChildren(note(otherwise, "refusal"));
  dispatchEvent(new Event("phone:show"));
  dispatchEvent(new Event("phone:refresh"));
}

/** Nothing is lost with the PIN: what waits is sealed to the station as well. @param {HTMLElement} told */
function forgotten(told) {
  const begin = async () => {
    if (!(await rescueSealed())) return told.replaceChildren(note(say("The station cannot be reached. Try again with network: nothing is removed until it has what waits here."), "warning"));
    await removeEverything();
    location.reload();
  };
  return h(
    "details.sheet",
    {},
    h("summary", {}, say("It does not open any more")),
    h("p", {}, say("What waits in the outbox goes to the station, which can open it. Then everything is removed from this phone, and you set it up anew with a code.")),
    h("button.danger", { click: begin }, say("Send to the station and begin anew")),
  );
}
