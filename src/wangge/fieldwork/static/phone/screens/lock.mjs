// @ts-check
import { drawAnew, h, note } from "../dom.mjs";
import { enrolAnew } from "../enrolment.mjs";
import { Lost, Refused } from "../net.mjs";
import { byPasskey } from "../passkey.mjs";
import { byPin } from "../pin.mjs";
import { say } from "../say.mjs";
import { lockedBy, unlock } from "../vault.mjs";
import { languages } from "./languages.mjs";
import { saving } from "./saving.mjs";

export async function draw() {
  const told = h("div", { "aria-live": "polite" });
  const form = (await lockedBy()) === "passkey" ? passkeyForm(told) : pinForm(told);
  return h("div", {}, languages(), form, forgotten());
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
  drawAnew();
  dispatchEvent(new Event("phone:refresh"));
}

/** Nothing is lost with the PIN: what waits is sealed to the station as well, and a code of the same person brings it there. */
function forgotten() {
  const code = h("input", { id: "code", autocomplete: "one-time-code", autocapitalize: "characters", maxlength: 9, required: true });
  const told = h("div", { "aria-live": "polite" });
  const button = h("button.danger", {}, say("Send to the station and begin anew"));
  const begin = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    button.disabled = true;
    told.replaceChildren(note(say("What waits here goes to the station …")));
    try {
      await enrolAnew(code.value, say("My phone"), (done, all) => told.replaceChildren(note(say("{done} of {all} are with the station.", { done, all }))));
      history.replaceState(null, "", "#today"); // nothing is drawn before the reload
      location.reload();
    } catch (fault) {
      told.replaceChildren(refusal(fault));
      button.disabled = false;
    }
  };
  return h(
    "details.sheet",
    {},
    h("summary", {}, say("It does not open any more")),
    h("p", {}, say("Ask your station for a code, or make one on your own page under Keys. What waits in the outbox goes to the station sealed, and is taken in there. Then this phone begins anew, without a lock.")),
    h("form", { submit: begin }, h("div.field", {}, h("label", { for: "code" }, say("Code for a phone")), code), told, h("div.buttons", {}, button, saving("plain"))),
  );
}

/** @param {any} fault */
function refusal(fault) {
  if (fault instanceof Refused) return note(fault.message, "refusal");
  if (fault instanceof Lost) return note(say("The station cannot be reached. Try again with network: nothing is removed until it has what waits here."), "warning");
  return note(String(fault), "refusal");
}
