// @ts-check
// "Where I stand": asks the phone for the position only when the button is tapped, and fills it into that form.

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-here]"))) {
  if (!("geolocation" in navigator)) continue;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    const field = /** @type {HTMLInputElement | null} */ (form.querySelector("input[name=at]"));
    if (!field || field.value) return;
    event.preventDefault();
    ask(form, field);
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} field
 */
function ask(form, field) {
  const button = form.querySelector("button");
  button?.setAttribute("aria-busy", "true");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      field.value = `${coords.longitude.toFixed(6)},${coords.latitude.toFixed(6)}`;
      form.submit();
    },
    () => {
      button?.removeAttribute("aria-busy");
      const refused = form.querySelector("[data-refused]");
      if (refused instanceof HTMLElement) refused.hidden = false;
    },
    { enableHighAccuracy: true, timeout: 10000, maximumAge: 30000 },
  );
}
