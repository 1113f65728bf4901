// @ts-check
// Words for people: English stands in the code, Chinese came with the page; both are there without a network.

/** @type {Record<string, string>} */
let chinese = {};
let language = "zh-Hans";

export function loadWords() {
  chinese = JSON.parse(document.getElementById("chinese")?.textContent ?? "{}");
  speak(kept() ?? (navigator.language.startsWith("zh") ? "zh-Hans" : "en"));
}

/** @param {string} wanted "zh-Hans" or "en" */
export function speak(wanted) {
  language = wanted === "en" ? "en" : "zh-Hans";
  try {
    localStorage.setItem("language", language);
  } catch {} // where nothing is kept, that can still be said
  document.documentElement.lang = language;
}

/** @returns {string | null} */
function kept() {
  try {
    return localStorage.getItem("language");
  } catch {
    return null;
  }
}

/** @returns {string} */
export function spoken() {
  return language;
}

/** @param {string} text @param {Record<string, unknown>} [gaps] @returns {string} */
export function say(text, gaps = {}) {
  const words = (language === "en" ? undefined : chinese[text]) ?? text;
  return words.replace(/\{(\w+)\}/g, (_all, name) => String(gaps[name] ?? ""));
}

/** Of what has a name in both languages. @param {{name_zh: string, name_en: string}} thing */
export function nameOf(thing) {
  return (language === "en" && thing.name_en) || thing.name_zh;
}

/** A moment as people write it. @param {string | number} at */
export function moment(at) {
  const form = /** @type {Intl.DateTimeFormatOptions} */ ({ month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : "zh-CN", form).format(new Date(at));
}
