// @ts-check
// The dwellings of the own grids as counts, with what was counted on this phone and has not arrived yet laid over them.
import { read } from "./feed.mjs";
import { add, bodyOf, items } from "./outbox.mjs";

export const FIELDS = /** @type {const} */ (["households", "people", "storeys"]);

/** @returns {Promise<any[]>} those with differing values first */
export async function dwellings() {
  const [part, waiting] = await Promise.all([read("part:dwellings"), countsOnTheirWay()]);
  const shown = (part?.dwellings ?? []).map((/** @type {any} */ one) => ({ ...one, ...waiting.get(one.code) }));
  return shown.sort((/** @type {any} */ a, /** @type {any} */ b) => b.beside.length - a.beside.length);
}

/** By the code, what this phone counted and the server does not have. @returns {Promise<Map<string, any>>} */
async function countsOnTheirWay() {
  const left = (await items()).filter((item) => item.kind === "count" && !["numbered", "refused"].includes(item.state));
  const found = new Map();
  for (const item of left.reverse()) {
    const body = await bodyOf(item.id);
    const values = FIELDS.filter((field) => body[field]).map((field) => [field, body[field].now]);
    found.set(body.dwelling, { ...found.get(body.dwelling), ...Object.fromEntries(values), waits: true });
  }
  return found;
}

/** Only what was changed, or differs and was seen, goes out. @param {any} dwelling as it was shown @param {Record<string, number | null>} counted */
export async function count(dwelling, counted) {
  const settled = dwelling.beside.filter((/** @type {any} */ one) => one.field in counted);
  const fields = FIELDS.filter((field) => field in counted && (counted[field] !== dwelling[field] || settled.some((/** @type {any} */ one) => one.field === field)));
  if (!fields.length) return;
  const changes = Object.fromEntries(fields.map((field) => [field, { was: dwelling[field], now: counted[field] }]));
  await add("count", { dwelling: dwelling.code, ...changes, settles: settled.map((/** @type {any} */ one) => one.id) });
}
