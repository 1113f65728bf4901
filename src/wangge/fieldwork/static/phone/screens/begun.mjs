// @ts-check
// A form whose words and photos are kept while they are written, and what it says of a draft that it begins with.
import { drawAnew, h, note } from "../dom.mjs";
import { keepDraft } from "../drafts.mjs";
import { throwAway } from "../needed.mjs";
import { moment, say } from "../say.mjs";

/** @param {any} draft what was kept before, if anything @param {string} name of it */
export function begun(draft, name) {
  if (!draft) return null;
  const away = async () => {
    if (!confirm(say("Discard this for ever?"))) return;
    await throwAway(name);
    drawAnew();
  };
  const words = note(say("Begun on {when}, not sent yet.", { when: moment(draft.begun) }));
  words.append(" ", h("button.plain", { type: "button", click: away }, say("Discard")));
  return words;
}

/**
 * Keep what is filled in, but not while it is handed over (``once``): what is kept then would come back as a draft.
 * @param {HTMLElement} form @param {string} name @param {any} draft what was kept before, if anything
 * @param {() => any} fields nothing where there is nothing to keep @param {() => any[]} [taken] photos
 */
export function keeping(form, name, draft, fields, taken = () => []) {
  const since = draft?.begun ?? Date.now();
  const keep = () => {
    if ("handing" in form.dataset) return;
    const [filled, photos] = [fields(), taken()];
    keepDraft(name, filled || photos.length ? { ...filled, photos: photos.map(({ hash }) => ({ hash })), begun: since } : undefined);
  };
  form.addEventListener("input", keep);
  form.addEventListener("click", keep);
}
