// @ts-check
// Ten seconds to undo: a form with data-undo waits in the open page before it is sent. Leaving the page sends at once.
// What nobody answers is sent again until somebody does: a server that starts anew takes no decision away.
import { isAway, notice, tellLine, tellStatus } from "./notices.mjs";

const SECONDS = 10;
const AGAIN = 5000; // milliseconds
/** @type {Map<HTMLElement, () => void>} what waits, by its toast */
const waiting = new Map();
/** @type {Set<() => void>} what was sent and not answered */
const unanswered = new Set();

export function offerUndo() {
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("form[data-undo]")) return;
    event.preventDefault();
    event.stopPropagation();
    hold(form, /** @type {SubmitEvent} */ (event).submitter);
  }, true);
  addEventListener("pagehide", sendAll);
  addEventListener("beforeunload", (event) => {
    if (unanswered.size) event.preventDefault(); // the browser asks whether to leave
  });
}

/** Send all that waits now. */
export function sendAll() {
  for (const send of [...waiting.values(), ...unanswered]) send();
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
  const answer = await answerTo(action, body);
  tellLine(answer !== null);
  if (!answer) return sendAgain(action, body);
  if (!answer.ok) await tellRefusal(answer);
  document.dispatchEvent(new CustomEvent("undo:sent", { detail: { action, ok: answer.ok } }));
}

/**
 * @param {string} action
 * @param {FormData} body
 * @returns {Promise<Response | null>} null where nobody answers
 */
async function answerTo(action, body) {
  const plain = new URLSearchParams(/** @type {any} */ ([...body.entries()].filter(([, value]) => typeof value === "string")));
  try {
    const answer = await fetch(action, { method: "POST", body: plain, keepalive: true, headers: { "HX-Request": "true", Quiet: "yes" } });
    return isAway(answer.status) ? null : answer;
  } catch {
    return null;
  }
}

/**
 * @param {string} action
 * @param {FormData} body
 */
function sendAgain(action, body) {
  const go = () => {
    clearTimeout(timer);
    unanswered.delete(go);
    post(action, body);
  };
  const timer = setTimeout(go, AGAIN);
  unanswered.add(go);
}

/** @param {Response} answer */
async function tellRefusal(answer) {
  if (answer.status === 401) return tellStatus(401);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  notice(page.querySelector(".notice")?.textContent?.trim() || (document.body.dataset.lost ?? ""));
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
