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

const DRAWING = 30_000; // milliseconds: what stands in no page after these was never put into one

/**
 * Hear of changes as long as the element stands in the page, and before: what it was made of may be old already.
 * @param {EventTarget} target @param {string} name @param {Element} element @param {(event: any) => void} act
 */
export function follow(target, name, element, act) {
  const since = performance.now();
  let seen = false;
  const heard = (/** @type {Event} */ event) => {
    seen ||= element.isConnected;
    if (element.isConnected || (!seen && performance.now() - since < DRAWING)) act(event);
    else target.removeEventListener(name, heard);
  };
  target.addEventListener(name, heard);
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
