// @ts-check
// Who I am here, language, size of the text, the lock, and "remove everything".
import { drawAnew, following, h, note } from "../dom.mjs";
import { begun } from "../drafts.mjs";
import { endKey } from "../enrolment.mjs";
import { news, read } from "../feed.mjs";
import { setLock } from "../locking.mjs";
import { waiting } from "../outbox.mjs";
import { mayHavePasskey, passkeyLock } from "../passkey.mjs";
import { pinLock } from "../pin.mjs";
import { moment, say } from "../say.mjs";
import { alone, isFull, meta, removeEverything } from "../store.mjs";
import { keyChanges, lockedBy } from "../vault.mjs";
import { languages } from "./languages.mjs";
import { saving } from "./saving.mjs";

const SHORTEST = 6;

export async function draw() {
  return h("div", {}, await following(news, "changed", "div", whoIAm), languages(), largeText(), await lockForm(), await removal());
}

/** What the server says of this worker. */
async function whoIAm() {
  const [me, pulled] = await Promise.all([read("me"), meta("pulled")]);
  const grids = (me?.grids ?? []).map((/** @type {any} */ grid) => h("li", {}, grid.name || grid.code, " ", !grid.principal && h("span.tag", {}, say("deputy"))));
  return [
    h("h1", {}, me?.name ?? say("Me")),
    h("ul", {}, ...grids),
    h("p.buttons", {}, grids.length > 0 && h("a.button", { href: "#grid" }, say("My grid")), h("a.button", { href: "#dwellings" }, say("Count dwellings"))),
    pulled && h("p.hint", {}, say("As of {when}", { when: moment(pulled) })),
  ];
}

function largeText() {
  const box = h("input", { type: "checkbox", id: "large" });
  box.checked = localStorage.getItem("large") === "yes";
  box.addEventListener("change", () => {
    localStorage.setItem("large", box.checked ? "yes" : "");
    document.documentElement.classList.toggle("large", box.checked);
  });
  return h("p", {}, h("label", {}, box, say("Large text")));
}

async function lockForm() {
  const [how, may, owner] = [await lockedBy(), await mayHavePasskey(), await meta("owner")];
  const pin = h("input", { id: "newpin", type: "password", inputmode: "numeric", autocomplete: "new-password", minlength: SHORTEST, required: true });
  const told = h("div", { "aria-live": "polite" });
  const state = h("p", {}, LOCKS[/** @type {"pin"} */ (how)]());
  const done = (/** @type {"pin" | "passkey"} */ by) => {
    state.textContent = LOCKS[by]();
    told.replaceChildren(note(say("Done: from now on this phone asks for it when it is opened."), "success"));
  };
  const set = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    if (!(await changed(told, pinLock(pin.value)))) return;
    pin.value = "";
    done("pin");
  };
  const away = async () => {
    if (await changed(told)) drawAnew();
  };
  const passkey = () => setPasskey(owner, told, done);
  return h(
    "section.sheet",
    {},
    h("h2", {}, say("Lock")),
    state,
    h("form", { submit: set }, h("div.field", {}, h("label", { for: "newpin" }, say("New PIN, at least {count} digits", { count: SHORTEST })), pin), told, h("div.buttons", {}, h("button.primary", {}, say("Set the PIN")), may && h("button", { type: "button", click: passkey }, say("Lock with finger, face or the phone's code")), how && h("button.plain", { type: "button", click: away }, say("Take the lock away")))),
  );
}

const LOCKS = {
  "": () => say("Without a lock, whoever can open this phone can read what lies here."),
  pin: () => say("A PIN protects what lies on this phone."),
  passkey: () => say("A passkey protects what lies on this phone."),
};

/** @param {HTMLElement} told @param {Parameters<typeof setLock>[0]} [lock] @returns {Promise<boolean>} whether it is so now; if not, it is said why */
async function changed(told, lock) {
  try {
    await setLock(lock);
    return true;
  } catch (fault) {
    const words = isFull(fault) ? say("There is no room left on this phone: the lock was not changed. Send the outbox or remove other things.") : say("The lock was not changed. Close the application, open it again and try once more.");
    told.replaceChildren(note(words, "refusal"));
    return false;
  }
}

/** @param {string} owner @param {HTMLElement} told @param {(by: "passkey") => void} done */
async function setPasskey(owner, told, done) {
  try {
    const lock = await passkeyLock(owner);
    if (!lock) return told.replaceChildren(note(say("The passkeys of this phone cannot lock what lies here. Set a PIN instead."), "warning"));
    if (await changed(told, lock)) done("passkey");
  } catch {
    told.replaceChildren(note(say("No passkey was made; nothing has changed."), "warning"));
  }
}

async function removal() {
  const [left, drafts] = [await waiting(), await begun()];
  const told = h("div", { "aria-live": "polite" });
  const first = h("p.buttons", {}, h("a.button", { href: "#outbox" }, say("To the outbox")), saving("plain"));
  return h("section.sheet", {}, h("h2", {}, say("This phone")), left + drafts > 0 && note(say("Not arrived yet: {count}", { count: left + drafts }), "warning"), left > 0 && first, told, h("button.danger", { click: () => remove(told) }, say("Remove everything from this phone")));
}

/** Asked with what waits at this moment; then no line and no other tab writes any more. @param {HTMLElement} told */
async function remove(told) {
  const left = (await waiting()) + (await begun());
  if (!confirm(left ? say("What has not arrived yet would be lost: {count}. Remove everything all the same?", { count: left }) : say("Remove everything of Wangge from this phone?"))) return;
  told.replaceChildren(note(say("Everything is being removed …")));
  await alone(async () => {
    await endKey();
    await removeEverything();
    keyChanges.postMessage("removed");
    location.reload();
  });
}
