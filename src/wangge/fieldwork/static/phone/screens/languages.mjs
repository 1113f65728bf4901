// @ts-check
import { drawAnew, h } from "../dom.mjs";
import { speak, spoken } from "../say.mjs";

const NAMES = { "zh-Hans": "简体中文", en: "English" };

/** The other language, written in itself. */
export function languages() {
  const other = spoken() === "en" ? "zh-Hans" : "en";
  const change = () => {
    speak(other);
    drawAnew();
  };
  return h("p.languages", {}, h("button.plain", { lang: other, click: change }, NAMES[other]));
}
