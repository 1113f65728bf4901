// @ts-check
// What was typed goes into the outbox, or stands where it stood with a sentence that says why it did not.
import { note } from "../dom.mjs";
import { say } from "../say.mjs";
import { isFull } from "../store.mjs";

/** @param {HTMLElement} told where the sentence goes @param {() => Promise<any>} act @returns {Promise<boolean>} whether it lies on this phone */
export async function handed(told, act) {
  try {
    await act();
    return true;
  } catch (fault) {
    const words = isFull(fault) ? say("There is no room left on this phone. Send the outbox or remove other things; what you typed still stands here.") : String(fault);
    told.replaceChildren(note(words, "refusal"));
    return false;
  }
}

/** The way on once it lies there, unless the worker went elsewhere meanwhile. @returns {(hash: string) => void} */
export function fromHere() {
  const here = location.hash;
  return (hash) => {
    if (location.hash === here) location.hash = hash;
  };
}

/**
 * A second tap would send it twice: the buttons of the form rest, and go on only where it was not handed over.
 * @param {HTMLElement} form @param {() => Promise<boolean>} act whether it lies on this phone
 */
export async function once(form, act) {
  if ("handing" in form.dataset) return;
  form.dataset.handing = "";
  const buttons = [...form.querySelectorAll("button")].filter((button) => !button.disabled);
  const rest = (/** @type {boolean} */ so) => buttons.forEach((button) => (button.disabled = so));
  let lies = false;
  rest(true);
  try {
    lies = await act();
  } finally {
    rest(lies);
    if (!lies) delete form.dataset.handing;
  }
}
