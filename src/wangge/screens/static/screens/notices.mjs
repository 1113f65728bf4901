// @ts-check
// Sentences in the place of notices, and what is said when the server does not answer or the session has ended.

/**
 * Show a sentence; ``link`` is shown behind it.
 * @param {string} sentence
 * @param {{kind?: string, link?: {href: string, words: string}}} [more]
 */
export function notice(sentence, { kind = "refusal", link } = {}) {
  const place = document.getElementById("notices");
  if (!place) return;
  const shown = document.createElement("p");
  shown.className = `notice ${kind}`;
  shown.setAttribute("role", kind === "refusal" ? "alert" : "status");
  shown.textContent = sentence;
  if (link) {
    const way = document.createElement("a");
    way.href = link.href;
    way.textContent = link.words;
    shown.append(" ", way);
  }
  place.replaceChildren(shown);
}

/**
 * What stands before a server that is starting answers for it, and says that nobody is there.
 * @param {number} status
 */
export function isAway(status) {
  return status >= 502 && status <= 504;
}

let away = false;

/**
 * Say once that nobody answers, and once that somebody does again.
 * @param {boolean} answered
 */
export function tellLine(answered) {
  if (answered !== away) return;
  away = !answered;
  const words = document.body.dataset;
  if (away) return notice(words.away ?? "", { kind: "warning" });
  notice(words.back ?? "", { kind: "success" });
  document.dispatchEvent(new Event("line:back"));
}

/** @param {number} status of an answer, 0 for none */
export function tellStatus(status) {
  const words = document.body.dataset;
  if (status === 0 && document.querySelector("[data-live]")) return tellLine(false); // it is asked again by itself
  if (status === 401) {
    const back = encodeURIComponent(location.pathname + location.search);
    notice(words.signedOut ?? "", { link: { href: `/accounts/login/?next=${back}`, words: words.signIn ?? "" } });
  } else {
    notice(words.lost ?? "");
  }
}

export function tellTroubles() {
  document.addEventListener("htmx:sendError", () => tellStatus(0));
  document.addEventListener("htmx:responseError", (event) => {
    tellStatus(/** @type {CustomEvent} */ (event).detail.xhr.status);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    if (detail.xhr.status === 401) {
      detail.shouldSwap = false;
      tellStatus(401);
    }
  });
}
