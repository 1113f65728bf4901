// @ts-check
import { h } from "../dom.mjs";
import { rescueFile } from "../rescue.mjs";
import { say } from "../say.mjs";

/** The button that saves what waits as a file for the station. @param {string} [kind] */
export function saving(kind = "") {
  const save = async () => {
    const address = URL.createObjectURL(await rescueFile());
    h("a", { href: address, download: "wangge-outbox.jsonl" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
  return h(`button${kind && `.${kind}`}`, { type: "button", click: save }, say("Save as a file for the station"));
}
