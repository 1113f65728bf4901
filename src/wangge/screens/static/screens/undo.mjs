// @ts-check
// Ten seconds to undo: a form with data-undo waits in the open page before it is sent. Leaving the page sends at once.
import { notice, tellStatus } from "./notices.mjs";

const SECONDS = 10;
/** @type {Map<HTMLElement, () => void>} what waits, by its toast */
const waiting = new Map();

export function offerUndo() {
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("form[data-undo]")) return;
    event.preventDefault();
    event.stopPropagation();
    hold(form, /** @type {SubmitEvent} */ (event).submitter);
  }, true);
  addEventListener("pagehide", sendAll);
}

/** Send all that waits now. */
export function sendAll() {
  for (const send of [...waiting.values()]) send();
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
function hold(form, submitter) {
  sendAll(); // one at a time can be undone: the newest
  const body = new FormData(form, /** @type {HTMLButtonElement | null} */ (submitter));
  const toast = toastFor(form.dataset.undo ?? "", form.dataset.undoWords ?? "", () => {
    forget();
    form.dispatchEvent(new CustomEvent("undo:undone", { bubbles: true }));
    document.dispatchEvent(new CustomEvent("undo:undone", { detail: form.action }));
  });
  const timer = setTimeout(() => send(), SECONDS * 1000);
  const forget = () => {
    clearTimeout(timer);
    waiting.delete(toast);
    toast.remove();
  };
  const send = () => {
    forget();
    post(form.action, body);
  };
  waiting.set(toast, send);
  form.dispatchEvent(new CustomEvent("undo:held", { bubbles: true }));
}

/**
 * @param {string} action
 * @param {FormData} body
 */
async function post(action, body) {
  try {
    const plain = new URLSearchParams(/** @type {any} */ ([...body.entries()].filter(([, value]) => typeof value === "string")));
    const answer = await fetch(action, { method: "POST", body: plain, keepalive: true, headers: { "HX-Request": "true", Quiet: "yes" } });
    if (answer.status === 401) return tellStatus(401);
    if (!answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      notice(page.querySelector(".notice")?.textContent?.trim() || (document.body.dataset.lost ?? ""));
    }
    document.dispatchEvent(new CustomEvent("undo:sent", { detail: { action, ok: answer.ok } }));
  } catch {
    tellStatus(0);
  }
}

/**
 * @param {string} words
 * @param {string} undoWords
 * @param {() => void} undo
 */
function toastFor(words, undoWords, undo) {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = undoWords;
  button.dataset.key = "z";
  button.addEventListener("click", undo);
  toast.append(words, button);
  document.body.append(toast);
  return toast;
}
