// @ts-check
// "Where I stand now": asks the telephone only when it is tapped, and goes on where the telephone does not say.
// A point that was chosen on the map counts like it.

const PATIENCE = { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 };
const ROUGHLY = 3; // decimals in an address: about a hundred metres

export function offerStanding() {
  document.addEventListener("map:chosen", (event) => takePoint(/** @type {CustomEvent} */ (event)));
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

/** The map has filled the fields itself; where nothing else is asked the form is sent. @param {CustomEvent} event */
function takePoint(event) {
  const form = /** @type {HTMLInputElement | null} */ (document.getElementById("longitude"))?.form;
  if (!form) return;
  forgetAddress(form);
  if (event.target instanceof Element && event.target.hasAttribute("data-goes-on")) form.requestSubmit();
}

/** @param {HTMLFormElement} form */
function forgetAddress(form) {
  const place = /** @type {HTMLInputElement | null} */ (form.querySelector("#place"));
  if (place) place.value = "";
  for (const typed of form.querySelectorAll("input[name=spot], input[name=pasted]")) typed.remove();
}

/** @param {HTMLFormElement} form @param {GeolocationCoordinates} coords */
function stand(form, { longitude, latitude }) {
  forgetAddress(form);
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
