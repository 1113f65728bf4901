// @ts-check
import { following, h, note } from "../dom.mjs";
import { cases, news, read } from "../feed.mjs";
import { instructions, waits } from "../instructions.mjs";
import { reportsOnly } from "../roles.mjs";
import { moment, say } from "../say.mjs";
import { meta } from "../store.mjs";
import { caseCard, instructionCard, orderCard, reportCard } from "./lines.mjs";

export function draw() {
  return following(news, "changed", "div", parts);
}

async function parts() {
  const [orders, every, pulled, me, stays] = await Promise.all([read("orders"), cases(), meta("pulled"), read("me"), meta("stays")]);
  const [told, reports] = await Promise.all([instructions(), read("reports")]);
  const [waiting, heard] = [told.filter(waits), told.filter((one) => !waits(one))];
  const byNumber = new Map(every.map((one) => [one.number, one]));
  const mine = (orders ?? []).filter((/** @type {any} */ order) => byNumber.has(order.number)).sort(nearestDeadline);
  const grids = new Set((me?.grids ?? []).map((/** @type {any} */ grid) => grid.code));
  const open = every.filter((one) => one.open && grids.has(one.grid) && !mine.some((/** @type {any} */ order) => order.number === one.number));
  return [
    h("h1", {}, say("Today")),
    stays === false && note(say("This browser may throw away what lies here when space runs low; a private window does so when it is closed. Open the application in a normal window and add it to the home screen."), "warning"),
    !pulled && note(say("Nothing has come from the server yet. Reports can be made all the same."), "warning"),
    waiting.length > 0 && h("h2", {}, reportsOnly(me) ? say("Tasks") : say("Instructions")),
    waiting.length > 0 && h("div.cards", {}, ...waiting.map(instructionCard)),
    !reportsOnly(me) && h("h2", {}, say("Waiting for me")),
    reportsOnly(me) ? null : mine.length ? h("div.cards", {}, ...mine.map((/** @type {any} */ order) => orderCard(order, byNumber.get(order.number)))) : h("p.empty", {}, say("Nothing waits for you.")),
    open.length > 0 && h("h2", {}, say("Open in my grid")),
    open.length > 0 && h("div.cards", {}, ...open.map(caseCard)),
    ...(reportsOnly(me) ? ownReports(reports ?? []) : []),
    heard.length > 0 && h("details", {}, h("summary", {}, say("Instructions that you have read: {count}", { count: heard.length })), h("div.cards", {}, ...heard.map(instructionCard))),
    pulled && h("p.hint", {}, say("As of {when}", { when: moment(pulled) })),
  ];
}

/** @param {any[]} reports */
function ownReports(reports) {
  const none = h("p.empty", {}, say("You have reported nothing yet."));
  return [h("h2", {}, say("My reports")), reports.length ? h("div.cards", {}, ...reports.map(reportCard)) : none];
}

/** @param {any} a @param {any} b */
function nearestDeadline(a, b) {
  return (a.due_at ?? "9") < (b.due_at ?? "9") ? -1 : 1;
}
