// @ts-check
// The station ended this phone.
import { note } from "./dom.mjs";
import { Lost, Refused } from "./net.mjs";
import { tell } from "./notes.mjs";
import { handOver } from "./rescue.mjs";
import { say } from "./say.mjs";
import { keyChanges } from "./vault.mjs";

let ending = false;

/** The key was revoked: what waits goes to the station sealed, then nothing of the service stays here. */
export async function wipe() {
  if (ending) return;
  ending = true;
  const words = note(say("Your station ended this phone. What waits here goes to the station, sealed; then everything is removed from this phone."), "warning");
  words.id = "ended";
  document.getElementById("ended")?.remove();
  tell(words);
  try {
    await handOver((done, all) => words.replaceChildren(say("{done} of {all} are with the station.", { done, all })));
    keyChanges.postMessage("removed"); // another tab has a screen and a key of what is gone
    history.replaceState(null, "", "#enrol/ended"); // nothing is drawn before the reload
    location.reload();
  } catch (fault) {
    ending = false;
    if (fault instanceof Refused) words.replaceChildren(say("The station does not take what waits here: {why} You can save it as a file in the outbox.", { why: fault.message }));
    else if (!(fault instanceof Lost)) throw fault;
  }
}
