// @ts-check
// Words that were typed outlive an ended session, a lost line and a reload: forms with data-keep, in this tab only.
import { notice } from "./notices.mjs";

const SENT = "kept-sent";

export function keepWords() {
  forgetWhatArrived();
  restoreAll();
  document.addEventListener("htmx:afterSwap", restoreAll);
  document.addEventListener("input", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form[data-keep]") : null;
    if (form) keep(/** @type {HTMLFormElement} */ (form));
  });
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.matches("form[data-keep]")) sessionStorage.setItem(SENT, keyOf(form));
  });
  forgetWhatIsDecided();
}

/** What could be undone and was taken by the server; after a refusal or an ended session the words stay. */
function forgetWhatIsDecided() {
  /** @type {Map<string, string>} keys of forms by their address */
  const held = new Map();
  document.addEventListener("undo:held", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.matches("form[data-keep]")) held.set(form.action, keyOf(form));
  });
  document.addEventListener("undo:sent", (event) => {
    const { action, ok } = /** @type {CustomEvent} */ (event).detail;
    if (ok) sessionStorage.removeItem(held.get(action) ?? "");
  });
}

function restoreAll() {
  document.querySelectorAll("form[data-keep]").forEach((form) => restore(/** @type {HTMLFormElement} */ (form)));
}

/** What was sent has arrived, unless a sign-in came between or the form is back with its faults. */
function forgetWhatArrived() {
  const sent = sessionStorage.getItem(SENT);
  if (!sent || document.body.classList.contains("sign-in")) return;
  sessionStorage.removeItem(SENT);
  const forms = /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-keep]"));
  const back = [...forms].find((form) => keyOf(form) === sent);
  const cameBackEmpty = back && !back.querySelector(".errorlist") && !document.querySelector("#notices .success");
  if (!cameBackEmpty) sessionStorage.removeItem(sent);
}

/** @param {HTMLFormElement} form */
function keyOf(form) {
  return `kept:${form.dataset.keep || form.getAttribute("action") || location.pathname}`;
}

/** @param {HTMLFormElement} form */
function fields(form) {
  const all = /** @type {(HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)[]} */ ([...form.elements]);
  return all.filter((field) => field.name && field.matches("textarea, select, input:not([type=hidden], [type=file], [type=password], [type=checkbox], [type=radio])"));
}

/** @param {HTMLFormElement} form */
function keep(form) {
  const typed = Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
  sessionStorage.setItem(keyOf(form), JSON.stringify(typed));
}

/** @param {HTMLFormElement} form */
function restore(form) {
  const kept = sessionStorage.getItem(keyOf(form));
  if (!kept) return;
  const typed = JSON.parse(kept);
  const lost = fields(form).filter((field) => typed[field.name] && typed[field.name] !== field.value && isUntouched(field));
  for (const field of lost) field.value = typed[field.name];
  for (const field of lost) {
    field.dispatchEvent(new Event("change", { bubbles: true })); // after all are filled: a reason brings its phrase along
    field.closest("details")?.setAttribute("open", "");
  }
  if (lost.length) notice(document.body.dataset.kept ?? "", { kind: "" });
}

/**
 * Nothing stands in it, or the phrase that the page came with.
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} field
 */
function isUntouched(field) {
  return !field.value || (field instanceof HTMLTextAreaElement && field.value === field.defaultValue);
}
