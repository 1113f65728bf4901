// @ts-check
// A phone becomes somebody's phone: by a code that the station or the worker's own page shows, once.
import { ask } from "./net.mjs";
import { askToStay, keep } from "./store.mjs";
import { makeKey, seal, unlockWithoutPin } from "./vault.mjs";

/** @param {string} code @param {string} label what the phone is called in the list of keys */
export async function enrol(code, label) {
  const { body } = await ask("POST", "/phone/enrol", { code: code.trim().toUpperCase(), label });
  if ((await unlockWithoutPin()) === "new") await makeKey();
  await keep("device", await seal({ key: body.key, person: body.person }));
  await keep("station", body.station);
  await keep("owner", body.person.username);
  await keep("stays", await askToStay());
}

/** The code of a QR that was photographed: it stands behind the # and so never reaches a server's log. */
export function codeInAddress() {
  return /^#enrol=([\w-]+)$/.exec(location.hash)?.[1] ?? "";
}
