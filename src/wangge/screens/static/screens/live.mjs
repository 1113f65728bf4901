// @ts-check
// What comes in by itself: one place asks again for every element with data-live, and goes on after any interruption.
import { isAway, tellLine, tellStatus } from "./notices.mjs";

const EVERY = 8000;
const LONGEST = 60000;
const PATIENCE = 20000; // a server that is stopped in the middle may leave a question open for ever

export function followLive() {
  let wait = EVERY;
  const turn = async () => {
    if (!document.hidden) wait = (await refreshAll()) ? EVERY : Math.min(wait * 2, LONGEST);
    setTimeout(turn, wait);
  };
  setTimeout(turn, wait);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) refreshAll();
  });
  addEventListener("online", () => refreshAll());
}

/** @returns {Promise<boolean>} whether the server answered all */
async function refreshAll() {
  const places = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-live]"));
  document.dispatchEvent(new Event("live:turn")); // maps ask for themselves
  const answers = await Promise.all([...places].map(refresh));
  if (answers.length) tellLine(!answers.includes(0));
  if (answers.includes(401)) tellStatus(401);
  return answers.every((status) => status === 200);
}

/**
 * @param {HTMLElement} place
 * @returns {Promise<number>} status of the answer, 0 for none
 */
async function refresh(place) {
  try {
    const answer = await fetch(place.dataset.live ?? "", { headers: { "HX-Request": "true" }, cache: "no-cache", signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok) show(place, await answer.text());
    return isAway(answer.status) ? 0 : answer.status;
  } catch {
    return 0;
  }
}

/** @param {HTMLElement} place @param {string} words */
function show(place, words) {
  if (words === place.dataset.seen || place.contains(document.activeElement?.closest("input, textarea, select") ?? null)) return;
  place.dataset.seen = words;
  place.innerHTML = words;
  if ("htmx" in window) /** @type {any} */ (window).htmx.process(place);
  place.dispatchEvent(new CustomEvent("live:changed", { bubbles: true }));
}
