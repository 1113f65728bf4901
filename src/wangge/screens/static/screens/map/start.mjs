// @ts-check
// Finds maps in the page and opens each once it is seen; the library of maps comes only then.

const MAPS = "[data-map], [data-map-case], [data-map-public]";

/** @type {IntersectionObserver | undefined} */
let seen;

export function startMaps() {
  look(document);
  for (const changed of ["htmx:afterSwap", "live:changed"]) {
    document.addEventListener(changed, (event) => look(/** @type {Element} */ (event.target)));
  }
}

/** @param {Document | Element} place */
function look(place) {
  const found = place instanceof Element && place.matches(MAPS) ? [place] : [];
  for (const box of [...found, ...place.querySelectorAll(MAPS)]) {
    if (!box.hasAttribute("data-map-found")) {
      box.setAttribute("data-map-found", "");
      watcher().observe(box);
    }
  }
}

function watcher() {
  seen ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) open(/** @type {HTMLElement} */ (entry.target));
    },
    { rootMargin: "100px" },
  );
  return seen;
}

/** @param {HTMLElement} box */
async function open(box) {
  seen?.unobserve(box);
  const { create } = await import("./create.mjs");
  await create(box);
}
