// @ts-check
// The outbox leaves this phone by another way: sealed to the station, into quarantine or into a file.
import { ask } from "./net.mjs";
import { items } from "./outbox.mjs";
import { meta } from "./store.mjs";

const AT_ONCE = 100;

/** @returns {Promise<boolean>} whether the station has all that waited */
export async function rescueSealed() {
  const left = (await sealedItems()).map(({ id, sealed }) => ({ id, sealed }));
  try {
    for (let first = 0; first < left.length; first += AT_ONCE) {
      await ask("POST", "/phone/quarantine", { items: left.slice(first, first + AT_ONCE) });
    }
    return true;
  } catch {
    return false;
  }
}

/** @returns {Promise<Blob>} a file that the station imports */
export async function rescueFile() {
  const station = await meta("station");
  const content = { version: 1, station: station?.id ?? "", items: await sealedItems() };
  return new Blob([JSON.stringify(content)], { type: "application/json" });
}

async function sealedItems() {
  const owner = (await meta("owner")) ?? "";
  return (await items()).filter((item) => item.sealed && item.state !== "numbered").map(({ id, sealed }) => ({ id, owner, sealed }));
}
