// @ts-check
// The open desk: cases open in place, and after a deed the next one opens while ten seconds are left to undo.
import { keepTicks } from "../cases/ticks.mjs";
import { chooseClasses } from "./classes.mjs";
import { offerPhrases } from "./phrases.mjs";

/** @type {Set<string>} numbers of cases whose deed is not sent yet: they are left out of the list */
const waiting = new Set();
let unopened = ""; // an address that nobody has answered yet

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-open]") : null;
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(/** @type {HTMLAnchorElement} */ (link).href);
});
document.addEventListener("undo:held", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  waiting.add(numberIn(form.action));
  open(/** @type {HTMLInputElement} */ (form.elements.namedItem("next")).value);
});
document.addEventListener("undo:undone", (event) => {
  const action = /** @type {CustomEvent} */ (event).detail;
  if (!action) return; // the form's own event, which says the same
  waiting.delete(numberIn(action));
  open(`${desk()?.dataset.address}?case=${numberIn(action)}`);
});
document.addEventListener("undo:sent", (event) => {
  waiting.delete(numberIn(/** @type {CustomEvent} */ (event).detail.action));
});
document.addEventListener("htmx:afterSwap", showOpened);
document.addEventListener("line:back", () => unopened && open(unopened));
document.addEventListener("toggle", (event) => {
  const details = /** @type {HTMLDetailsElement} */ (event.target);
  if (details.matches(".refusing") && details.open) details.querySelector("select")?.focus();
}, true);

chooseClasses();
offerPhrases();
keepTicks();

/** @param {string} address of a page of the desk */
function open(address) {
  const shown = new URL(address, location.href);
  const asked = new URL(shown);
  for (const number of waiting) asked.searchParams.append("skip", number);
  history.replaceState(null, "", shown);
  unopened = address;
  const { htmx } = /** @type {any} */ (window);
  const way = { target: "#desk", select: "#desk", swap: "outerHTML" };
  htmx.ajax("GET", asked.pathname + asked.search, way).catch(() => {}); // the notices tell of it
}

/** Where one looks, and what is read aloud, is the case that has opened. */
function showOpened() {
  unopened = "";
  document.querySelector(".waiting a[aria-current]")?.scrollIntoView({ block: "nearest" });
  const head = document.getElementById("case-head");
  head?.focus({ preventScroll: innerWidth > 960 });
}

/** @param {string} action such as /cases/000-000-001-3/file/ */
function numberIn(action) {
  return new URL(action, location.href).pathname.split("/").at(-3) ?? "";
}

function desk() {
  return document.getElementById("desk");
}
