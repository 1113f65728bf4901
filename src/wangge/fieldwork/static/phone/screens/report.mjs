// @ts-check
// A report: photo, place, class, sent. Four taps; every field but the place may be left empty.
import { h, note } from "../dom.mjs";
import { read } from "../feed.mjs";
import { add } from "../outbox.mjs";
import { whereNow } from "../position.mjs";
import { say } from "../say.mjs";
import { camera } from "./camera.mjs";
import { classChoice, remember } from "./classes.mjs";

export async function draw() {
  const shots = camera(say("Take a photo"));
  const danger = h("div", { "aria-live": "assertive" });
  const classes = await classChoice((chosen) => danger.replaceChildren(...warning(chosen)));
  const spot = place();
  const words = h("textarea", { id: "words", rows: 3, maxlength: 2000 });
  const where = h("input", { id: "where", maxlength: 100, placeholder: say("such as: building 3, stairwell 2, 4th floor") });
  const behalf = h("input", { id: "behalf", type: "checkbox" });
  const told = h("div", { "aria-live": "polite" });
  const button = h("button.primary.large", {}, say("Send"));
  const send = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const at = spot.at();
    if (!at) return told.replaceChildren(note(say("The place is missing: wait for the position, or type it in."), "refusal"));
    button.disabled = true;
    await hand(at, { description: words.value.trim(), place: where.value.trim(), on_behalf: behalf.checked }, classes.chosen(), shots.taken(), told, button);
  };
  return h(
    "form",
    { submit: send },
    h("h1", {}, say("Report")),
    shots.part,
    danger,
    classes.part,
    spot.part,
    h("div.field", {}, h("label", { for: "where" }, say("Floor, stairwell, what stands beside it")), where),
    h("div.field", {}, h("label", { for: "words" }, say("What is wrong")), words),
    h("div.field", {}, h("label", {}, behalf, say("On behalf of a resident"))),
    told,
    h("div.bottom", {}, button),
  );
}

/** @param {any} at @param {any} fields @param {any} chosen @param {any[]} photos @param {HTMLElement} told @param {HTMLButtonElement} button */
async function hand(at, fields, chosen, photos, told, button) {
  const classed = chosen ? { kind_of_case: chosen.kind, minor: chosen.code } : {};
  try {
    await add("report", { source: await sourceOf(), longitude: at.longitude, latitude: at.latitude, ...fields, ...classed }, photos);
  } catch (fault) {
    button.disabled = false;
    const full = /** @type {any} */ (fault).name === "QuotaExceededError";
    return told.replaceChildren(note(full ? say("There is no room left on this phone. Send the outbox or remove other things; what you typed still stands here.") : String(fault), "refusal"));
  }
  if (chosen) remember(chosen);
  location.hash = "#outbox";
}

/** By which way the case comes: from who works in a grid, at a station, or for a unit. */
async function sourceOf() {
  const roles = new Set((await read("me"))?.roles ?? ["grid_worker"]);
  if (roles.has("grid_worker")) return "grid_worker";
  return roles.has("community_worker") ? "station" : "department";
}

/** @param {any} chosen */
function warning(chosen) {
  if (!chosen?.urgent) return [];
  const words = note(say("Danger: call for help first, then send."), "refusal");
  if (chosen.call) words.append(" ", h("a.button.danger", { href: `tel:${chosen.call}` }, say("Call {number}", { number: chosen.call })));
  return [words];
}

/** The position, asked for once now; what the phone does not tell is typed in. */
function place() {
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
  };
  look();
  const part = h("fieldset.field.sheet", {}, h("legend", {}, say("Place")), told, h("button.plain", { type: "button", click: look }, say("Where I stand now")), by);
  const at = () => {
    const [east, north] = [Number(longitude.value), Number(latitude.value)];
    return longitude.value && latitude.value && Number.isFinite(east) && Number.isFinite(north) ? { longitude: east, latitude: north } : undefined;
  };
  return { part, at };
}
