// @ts-check
// What somebody's postings mean on the phone. Whether it is allowed, the server says.

/** A volunteer reports and sees the own reports; no grid is theirs. @param {any} me @returns {boolean} */
export function reportsOnly(me) {
  const roles = me?.roles ?? [];
  return roles.length > 0 && roles.every((/** @type {string} */ role) => role === "volunteer");
}

const FOR_THEMSELVES = new Set(["volunteer", "handler", "unit_clerk"]);

/** @param {any} me @returns {boolean} whether one may report what a resident told */
export function reportsForOthers(me) {
  return !(me?.roles ?? []).every((/** @type {string} */ role) => FOR_THEMSELVES.has(role));
}

/** By which way a case comes: from who works in a grid, at a station, as a volunteer, or for a unit. @param {any} me */
export function sourceOf(me) {
  const roles = new Set(me?.roles ?? ["grid_worker"]);
  if (roles.has("grid_worker")) return "grid_worker";
  if (roles.has("community_worker")) return "station";
  return reportsOnly(me) ? "volunteer" : "department";
}
