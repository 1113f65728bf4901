// @ts-check
// A report in four taps: opened, photo, class, sent. Every field but the place may be left empty.
import { follow, h, note } from "../dom.mjs";
import { draftOf } from "../drafts.mjs";
import { news, read } from "../feed.mjs";
import { add, bodyOf, discard } from "../outbox.mjs";
import { photosOf } from "../photos.mjs";
import { whereNow } from "../position.mjs";
import { reportsForOthers, sourceOf } from "../roles.mjs";
import { say } from "../say.mjs";
import { begun, keeping } from "./begun.mjs";
import { camera } from "./camera.mjs";
import { classChoice, remember } from "./classes.mjs";
import { fromHere, handed, once } from "./handing.mjs";
import { viewfinder } from "./viewfinder.mjs";

/** @param {string[]} rest the id of a report that was not taken, to correct it */
export async function draw([before = ""] = []) {
  const name = `draft:${before}`;
  const draft = await draftOf(name);
  const had = draft ?? (before ? await bodyOf(before).catch(() => null) : null);
  const shots = camera(say("Take a photo"), await photosOf((had?.photos ?? []).map((/** @type {any} */ one) => one.hash)));
  const danger = h("div", { "aria-live": "assertive" });
  const tell = (/** @type {any} */ chosen) => danger.replaceChildren(...warning(chosen));
  const classes = await classChoice(tell, had);
  tell(classes.chosen());
  const spot = place(had);
  const words = h("textarea", { id: "words", rows: 3, maxlength: 2000 }, had?.description);
  const where = h("input", { id: "where", maxlength: 100, value: had?.place, placeholder: say("such as: building 3, stairwell 2, 4th floor") });
  const behalf = h("input", { id: "behalf", type: "checkbox", checked: had?.on_behalf === true });
  const told = h("div", { "aria-live": "polite" });
  const button = h("button.primary.large", {}, say("Send"));
  const fields = () => ({ ...spot.at(), description: words.value.trim(), place: where.value.trim(), on_behalf: behalf.checked, ...classed(classes.chosen()) });
  const hand = async () => {
    const onwards = fromHere();
    const photos = await shots.all(told);
    await draftOf(name); // what is still being kept of it, before it goes with the report
    const lies = photos !== undefined && (await lay(fields(), classes.chosen(), photos, told, name));
    if (lies && before) await discard(before); // what was corrected goes only once the other lies there
    if (lies) onwards("#outbox");
    return lies;
  };
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    if (!spot.at()) return told.replaceChildren(note(say("The place is missing: wait for the position, or type it in."), "refusal"));
    once(/** @type {HTMLElement} */ (event.currentTarget), hand);
  };
  const form = h(
    "form",
    { submit: send },
    h("h1", {}, say("Report")),
    begun(draft, name),
    !before && !shots.taken().length && viewfinder(shots.keep),
    shots.part,
    danger,
    classes.part,
    spot.part,
    h("div.field", {}, h("label", { for: "where" }, say("Floor, stairwell, what stands beside it")), where),
    h("div.field", {}, h("label", { for: "words" }, say("What is wrong")), words),
    await forOthers(behalf),
    told,
    h("div.bottom", {}, button),
  );
  keeping(form, name, draft, () => written(fields(), shots.taken()), shots.taken);
  return form;
}

/** @param {HTMLElement} behalf */
async function forOthers(behalf) {
  const part = h("div.field", {}, h("label", {}, behalf, say("On behalf of a resident")));
  const ask = async () => {
    part.hidden = !reportsForOthers(await read("me"));
  };
  follow(news, "changed", part, ask);
  await ask();
  return part;
}

/** @param {any} chosen */
function classed(chosen) {
  return chosen ? { kind_of_case: chosen.kind, minor: chosen.code } : {};
}

/** A position alone is nobody's work; with a photo it is where that was taken. @param {any} fields @param {any[]} photos */
function written(fields, photos) {
  return fields.description || fields.place || fields.on_behalf || fields.minor || photos.length ? fields : undefined;
}

/** @param {any} fields @param {any} chosen @param {any[]} photos @param {HTMLElement} told @param {string} draft @returns {Promise<boolean>} whether it lies in the outbox */
async function lay(fields, chosen, photos, told, draft) {
  const lies = await handed(told, async () => add("report", { source: sourceOf(await read("me")), ...fields }, photos, draft));
  if (lies && chosen) remember(chosen);
  return lies;
}

/** @param {any} chosen */
function warning(chosen) {
  if (!chosen?.urgent) return [];
  const words = note(say("Danger: call for help first, then send."), "refusal");
  const number = /^\d+$/.test(chosen.urgent_call) ? chosen.urgent_call : "";
  if (number) words.append(" ", h("a.button.danger", { href: `tel:${number}` }, say("Call {number}", { number })));
  return [words];
}

/** The position, asked for once now; what the phone does not tell is typed in. @param {any} had where it was said to be before */
function place(had) {
  const told = h("p", { "aria-live": "polite" }, say("Looking for the position …"));
  const longitude = h("input", { id: "longitude", inputmode: "decimal" });
  const latitude = h("input", { id: "latitude", inputmode: "decimal" });
  const by = h(
    "details",
    {},
    h("summary", {}, say("Correct the position")),
    h("div.field", {}, h("label", { for: "longitude" }, say("Longitude (WGS 84)")), longitude),
    h("div.field", {}, h("label", { for: "latitude" }, say("Latitude")), latitude),
  );
  const look = async () => {
    const here = await whereNow();
    if (!here) {
      by.open = true;
      return told.replaceChildren(say("This phone does not tell its position. Allow it in the settings, or type it in."));
    }
    [longitude.value, latitude.value] = [here.longitude.toFixed(6), here.latitude.toFixed(6)];
    told.replaceChildren(say("Position found, within {metres} m", { metres: Math.round(here.metres) }));
    by.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const known = had?.longitude !== undefined;
  if (known) [longitude.value, latitude.value, by.open] = [String(had.longitude), String(had.latitude), true];
  if (known) told.replaceChildren();
  else look();
  const part = h("fieldset.field.sheet", {}, h("legend", {}, say("Place")), told, h("button.plain", { type: "button", click: look }, say("Where I stand now")), by);
  const at = () => {
    const [east, north] = [Number(longitude.value), Number(latitude.value)];
    return longitude.value && latitude.value && Number.isFinite(east) && Number.isFinite(north) ? { longitude: east, latitude: north } : undefined;
  };
  return { part, at };
}
