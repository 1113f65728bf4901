// @ts-check
// "Where I stand": asked of the browser only when somebody taps the button, and kept nowhere.
import { parts, tell } from "./parts.mjs";
import { movePin } from "./pin.mjs";

/** @param {any} map @param {HTMLElement} box */
export function offerToStand(map, box) {
  if (!navigator.geolocation || box.querySelector(".map-stand")) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "map-stand", textContent: parts().stand ?? "" });
  box.append(button);
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        button.disabled = false;
        tell(box, "");
        map.jumpTo({ center: [coords.longitude, coords.latitude], zoom: 17 });
        movePin(map, [coords.longitude, coords.latitude]);
        const detail = { longitude: coords.longitude, latitude: coords.latitude, metres: coords.accuracy };
        box.dispatchEvent(new CustomEvent("map:stood", { bubbles: true, detail }));
      },
      () => {
        button.disabled = false;
        tell(box, parts().noStand ?? "");
      },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  });
}
