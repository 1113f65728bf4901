// @ts-check
// What is said when the browser or the key refuses: allauth's own scripts would tell it to the console alone.
import { notice } from "../screens/notices.mjs";

document.addEventListener("allauth.error", (event) => {
  const { exception } = /** @type {CustomEvent} */ (event).detail;
  const words = document.getElementById("passkey-words")?.dataset;
  event.preventDefault();
  notice((exception?.name === "InvalidStateError" ? words?.known : words?.refused) ?? "");
});
