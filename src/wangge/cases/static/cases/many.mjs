// @ts-check
// A list of which many are chosen at once: t ticks all or none, and ticks outlive a list that comes anew by itself.
import { boxes, keepTicks } from "./ticks.mjs";

keepTicks();
document.addEventListener("keydown", (event) => {
  if (event.key !== "t" || event.ctrlKey || event.metaKey || (event.target instanceof Element && event.target.matches("input[type=text], select, textarea"))) return;
  const wanted = boxes().some((box) => !box.checked);
  for (const box of boxes()) {
    box.checked = wanted;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }
});
