// @ts-check
// What a person is about to send: small pictures under each field for photos, before anything leaves the machine.

for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[data-photos]"))) {
  field.multiple = true;
  const place = document.createElement("div");
  place.className = "previews";
  field.after(place);
  field.addEventListener("change", () => show(field, place));
}

/**
 * @param {HTMLInputElement} field
 * @param {HTMLElement} place
 */
function show(field, place) {
  for (const old of place.querySelectorAll("img")) URL.revokeObjectURL(old.src);
  const pictures = [...(field.files ?? [])].map((file) => {
    const picture = document.createElement("img");
    picture.src = URL.createObjectURL(file);
    picture.alt = file.name;
    return picture;
  });
  place.replaceChildren(...pictures);
}
