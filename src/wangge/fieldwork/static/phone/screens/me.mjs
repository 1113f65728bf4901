// @ts-check
// Who I am here, language, size of the text, the lock, and "remove everything".
import { h, note } from "../dom.mjs";
import { read } from "../feed.mjs";
import { setPin } from "../locking.mjs";
import { waiting } from "../outbox.mjs";
import { moment, say } from "../say.mjs";
import { meta, removeEverything } from "../store.mjs";
import { languages } from "./languages.mjs";

const SHORTEST = 6;

export async function draw() {
  const [me, pulled] = await Promise.all([read("me"), meta("pulled")]);
  const grids = (me?.grids ?? []).map((/** @type {any} */ grid) => h("li", {}, grid.name || grid.code, " ", !grid.principal && h("span.tag", {}, say("deputy"))));
  return h(
    "div",
    {},
    h("h1", {}, me?.name ?? say("Me")),
    h("ul", {}, ...grids),
    pulled && h("p.hint", {}, say("As of {when}", { when: moment(pulled) })),
    languages(),
    largeText(),
    await lockForm(),
    await removal(),
  );
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
  const locked = !((await meta("key")) instanceof CryptoKey);
  const pin = h("input", { id: "newpin", type: "password", inputmode: "numeric", autocomplete: "new-password", minlength: SHORTEST, required: true });
  const told = h("div", { "aria-live": "polite" });
  const set = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    await setPin(pin.value);
    pin.value = "";
    told.replaceChildren(note(say("From now on this phone asks for the PIN when it is opened."), "success"));
  };
  const away = async () => {
    await setPin("");
    dispatchEvent(new Event("phone:show"));
  };
  return h(
    "section.sheet",
    {},
    h("h2", {}, say("Lock")),
    h("p", {}, locked ? say("A PIN protects what lies on this phone.") : say("Without a PIN, whoever can open this phone can read what lies here.")),
    h("form", { submit: set }, h("div.field", {}, h("label", { for: "newpin" }, say("New PIN, at least {count} digits", { count: SHORTEST })), pin), told, h("div.buttons", {}, h("button.primary", {}, say("Set the PIN")), locked && h("button.plain", { type: "button", click: away }, say("Take the lock away")))),
  );
}

async function removal() {
  const left = await waiting();
  const remove = async () => {
    if (!confirm(left ? say("{count} things have not arrived yet and would be lost. Remove everything all the same?", { count: left }) : say("Remove everything of Wangge from this phone?"))) return;
    await removeEverything();
    location.reload();
  };
  return h("section.sheet", {}, h("h2", {}, say("This phone")), left > 0 && note(say("{count} things have not arrived yet.", { count: left }), "warning"), h("button.danger", { click: remove }, say("Remove everything from this phone")));
}
