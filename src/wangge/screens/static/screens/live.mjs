// @ts-check
// What comes in by itself: one place asks again for every element with data-live, and goes on after any interruption.
import { tellStatus } from "./notices.mjs";

const EVERY = 8000;
const LONGEST = 60000;

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
  return answers.every(Boolean);
}

/** @param {HTMLElement} place */
async function refresh(place) {
  try {
    const answer = await fetch(place.dataset.live ?? "", { headers: { "HX-Request": "true" }, cache: "no-cache" });
    if (answer.status === 401) tellStatus(401);
    if (!answer.ok) return false;
    const words = await answer.text();
    if (words !== place.dataset.seen && !place.contains(document.activeElement?.closest("input, textarea, select") ?? null)) {
      place.dataset.seen = words;
      place.innerHTML = words;
      if ("htmx" in window) /** @type {any} */ (window).htmx.process(place);
      place.dispatchEvent(new CustomEvent("live:changed", { bubbles: true }));
    }
    document.body.classList.remove("offline");
    return true;
  } catch {
    document.body.classList.add("offline");
    return false;
  }
}
