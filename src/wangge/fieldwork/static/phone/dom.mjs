// @ts-check
// Elements from words and parts. Text is always text: nothing that came from elsewhere becomes markup.

/**
 * @param {string} tag such as "button.primary"
 * @param {Record<string, any>} given attributes; functions listen, false and null are left out
 * @param {...(Node | string | null | undefined | false)} parts
 * @returns {any}
 */
export function h(tag, given = {}, ...parts) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name ?? "div");
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(given)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, String(value));
  }
  for (const part of parts) if (part) element.append(part);
  return element;
}

/** @param {string} words @param {string} [kind] "", "warning", "refusal" or "success" */
export function note(words, kind = "") {
  return h(`p.notice${kind && `.${kind}`}`, { role: kind === "refusal" ? "alert" : "status" }, words);
}

const places = new EventTarget();

/** A screen takes the place of the one before. @param {Element} place @param {...Node} screen */
export function put(place, ...screen) {
  place.replaceChildren(...screen);
  places.dispatchEvent(new Event("taken"));
}

/**
 * Hear of changes as long as the element stands in the page. What changes while its screen is drawn is heard when it is put
 * there; a screen that was not, because another was asked for, hears nothing.
 * @param {EventTarget} target @param {string} name @param {Element} element @param {(event: any) => void} act
 */
export function follow(target, name, element, act) {
  /** @type {Event[]} */
  const missed = [];
  const heard = (/** @type {Event} */ event) => (element.isConnected ? act(event) : missed.push(event));
  const taken = () => {
    if (element.isConnected) return missed.splice(0).forEach(act);
    target.removeEventListener(name, heard);
    places.removeEventListener("taken", taken);
  };
  target.addEventListener(name, heard);
  places.addEventListener("taken", taken);
}

/**
 * An element that is filled anew whenever something changes.
 * @param {EventTarget} target @param {string} name @param {string} tag @param {() => Promise<any[]>} parts the empty ones are left out
 * @returns {Promise<HTMLElement>}
 */
export async function following(target, name, tag, parts) {
  const element = h(tag, {});
  const fill = async () => element.replaceChildren(...(await parts()).filter(Boolean));
  follow(target, name, element, fill);
  await fill();
  return element;
}

/** Draw the screen that is shown once more, from its beginning. */
export function drawAnew() {
  dispatchEvent(new Event("phone:show"));
}
