// @ts-check
// What is not on this phone: it is drawn as soon as it has come.
import { drawAnew, follow, h, note } from "../dom.mjs";
import { news } from "../feed.mjs";
import { say } from "../say.mjs";

/** @param {() => Promise<any>} find nothing as long as it is not there @param {string} title @param {string} words @param {string} [above] the screen to go back to */
export function missing(find, title, words, above = "#today") {
  const screen = h("div", {}, h("p", {}, h("a", { href: above }, say("Back"))), h("h1", {}, title), note(words));
  follow(news, "changed", screen, async () => (await find()) && drawAnew());
  return screen;
}
