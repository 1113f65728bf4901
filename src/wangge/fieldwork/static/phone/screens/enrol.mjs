// @ts-check
import { drawAnew, h, note } from "../dom.mjs";
import { codeInAddress, enrol } from "../enrolment.mjs";
import { say } from "../say.mjs";
import { languages } from "./languages.mjs";

/** @param {string[]} rest "ended" where the station ended this phone */
export async function draw([why = ""] = []) {
  const code = h("input", { id: "code", name: "code", autocomplete: "one-time-code", autocapitalize: "characters", maxlength: 9, required: true, value: codeInAddress() });
  const label = h("input", { id: "label", name: "label", maxlength: 60, required: true, value: say("My phone") });
  const told = h("div", { "aria-live": "polite" });
  const button = h("button.primary", {}, say("Set up this phone"));
  const form = h(
    "form.sheet",
    { submit: (/** @type {SubmitEvent} */ event) => take(event, code.value, label.value, told, button) },
    h("h1", {}, say("Community E-link")),
    h("p", {}, say("Your station, or your own page under Keys, shows a code for this phone. It is good for a quarter of an hour.")),
    h("div.field", {}, h("label", { for: "code" }, say("Code for a phone")), code),
    h("div.field", {}, h("label", { for: "label" }, say("What this phone is called in your list of keys")), label),
    told,
    button,
  );
  const ended = why === "ended" && note(say("Your station ended this phone. What waited here is with the station, and nothing is left on this phone."), "warning");
  return h("div", {}, languages(), ended, form);
}

/** @param {SubmitEvent} event @param {string} code @param {string} label @param {HTMLElement} told @param {HTMLButtonElement} button */
async function take(event, code, label, told, button) {
  event.preventDefault();
  button.disabled = true;
  try {
    await enrol(code, label);
    location.hash = "#today";
    drawAnew();
    dispatchEvent(new Event("phone:refresh"));
  } catch (fault) {
    const words = /** @type {any} */ (fault).status ? /** @type {Error} */ (fault).message : say("The server does not answer. Setting up needs the network once.");
    told.replaceChildren(note(words, "refusal"));
  } finally {
    button.disabled = false;
  }
}
