// @ts-check
// A new version waits until the worker takes it: nothing that is being written is lost to an update.
import { h, note } from "./dom.mjs";
import { say } from "./say.mjs";

/** @param {(words: Node) => void} tell */
export async function offerUpdates(tell) {
  if (!("serviceWorker" in navigator)) return tell(note(say("This browser cannot keep the application for times without network."), "refusal"));
  const registration = await navigator.serviceWorker.register("/phone/sw.js", { scope: "/phone/" });
  const offer = () => registration.waiting && navigator.serviceWorker.controller && tell(offered(registration.waiting));
  offer();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", offer);
  });
  let [first, reloaded] = [!navigator.serviceWorker.controller, false];
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (reloaded) return;
    reloaded = !first; // the keeper that comes first brings nothing new
    first = false;
    if (reloaded) location.reload();
  });
}

/** @param {ServiceWorker} next */
function offered(next) {
  const words = note(say("A new version is here."));
  words.append(" ", h("button", { click: () => next.postMessage("take over") }, say("Take it now")));
  return words;
}
