// @ts-check
// "Where I stand now": asks the telephone only when it is tapped, and goes on where the telephone does not say.

const PATIENCE = { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 };
const ROUGHLY = 3; // decimals in an address: about a hundred metres

export function offerStanding() {
  if (!("geolocation" in navigator)) return;
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-standing]"))) {
    button.hidden = false;
    button.addEventListener("click", () => ask(button));
  }
}

/** @param {HTMLButtonElement} button */
function ask(button) {
  const form = /** @type {HTMLFormElement} */ (document.getElementById(button.dataset.standing ?? ""));
  button.disabled = true;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => stand(form, coords),
    () => {
      button.disabled = false;
      form.querySelector("[data-standing-failed]")?.removeAttribute("hidden");
      /** @type {HTMLElement | null} */ (document.getElementById("place"))?.focus();
    },
    PATIENCE,
  );
}

/** @param {HTMLFormElement} form @param {GeolocationCoordinates} coords */
function stand(form, { longitude, latitude }) {
  const place = /** @type {HTMLInputElement | null} */ (form.querySelector("#place"));
  if (place) place.value = "";
  for (const chosen of form.querySelectorAll("input[name=spot], input[name=pasted]")) chosen.remove();
  fill(form, "at", `${longitude.toFixed(ROUGHLY)},${latitude.toFixed(ROUGHLY)}`);
  fill(form, "longitude", String(longitude));
  fill(form, "latitude", String(latitude));
  form.requestSubmit(form.querySelector("button.primary"));
}

/** @param {HTMLFormElement} form @param {string} name @param {string} value */
function fill(form, name, value) {
  const field = /** @type {HTMLInputElement | null} */ (form.querySelector(`input[name=${name}]`));
  if (field) field.value = value;
}
