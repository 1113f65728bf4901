// @ts-check
import { h, note } from "../dom.mjs";
import { rescueSealed } from "../rescue.mjs";
import { say } from "../say.mjs";
import { removeEverything } from "../store.mjs";
import { unlock } from "../vault.mjs";
import { languages } from "./languages.mjs";

export async function draw() {
  const pin = h("input", { id: "pin", type: "password", inputmode: "numeric", autocomplete: "off", required: true });
  const told = h("div", { "aria-live": "polite" });
  const form = h(
    "form.sheet",
    { submit: (/** @type {SubmitEvent} */ event) => take(event, pin, told) },
    h("h1", {}, say("This phone is locked")),
    h("p.hint", {}, say("What waits in the outbox rests until it is open.")),
    h("div.field", {}, h("label", { for: "pin" }, say("PIN")), pin),
    told,
    h("button.primary", {}, say("Open")),
  );
  return h("div", {}, languages(), form, forgotten(told));
}

/** @param {SubmitEvent} event @param {HTMLInputElement} pin @param {HTMLElement} told */
async function take(event, pin, told) {
  event.preventDefault();
  if (await unlock(pin.value)) {
    dispatchEvent(new Event("phone:show"));
    dispatchEvent(new Event("phone:refresh"));
    return;
  }
  told.replaceChildren(note(say("That is not the PIN of this phone."), "refusal"));
  pin.select();
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
    h("summary", {}, say("PIN forgotten")),
    h("p", {}, say("What waits in the outbox goes to the station, which can open it. Then everything is removed from this phone, and you set it up anew with a code.")),
    h("button.danger", { click: begin }, say("Send to the station and begin anew")),
  );
}
