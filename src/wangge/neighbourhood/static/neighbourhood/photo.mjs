// @ts-check
// A photo is made small before it is sent: an old telephone on a slow line sends a tenth. What cannot be, is said.

const LONGEST = 2048; // pixels, as the server keeps them
const SMALL = 1_500_000; // bytes that are sent as they are
const MOST = 10_000_000; // as the server has it

export function makePhotosSmall() {
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-photo]"))) {
    field.addEventListener("change", () => prepare(field));
  }
}

/** @param {HTMLInputElement} field */
async function prepare(field) {
  const photo = field.files?.[0];
  field.setCustomValidity("");
  if (!photo || photo.size <= SMALL) return;
  const small = await smaller(photo).catch(() => photo);
  if (small !== photo) {
    const files = new DataTransfer();
    files.items.add(small);
    field.files = files.files;
  }
  if (small.size > MOST) {
    field.setCustomValidity(field.dataset.photoLarge ?? "");
    field.reportValidity();
  }
}

/** @param {File} photo @returns {Promise<File>} */
async function smaller(photo) {
  const image = await createImageBitmap(photo);
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  return blob instanceof Blob && blob.size < photo.size ? new File([blob], "photo.jpg", { type: "image/jpeg" }) : photo;
}
