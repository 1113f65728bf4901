// @ts-check
// Marks on the map, told apart by shape first and colour second; drawn here, so that no picture is fetched.
import { token } from "./look.mjs";

const SIZE = 26;
const RATIO = 2;

/** Each mark by name: its outline around the middle, its colour. @type {Record<string, [(pen: CanvasRenderingContext2D) => void, string]>} */
const MARKS = {
  case: [(pen) => pen.arc(0, 0, 8, 0, 2 * Math.PI), "map-case"],
  late: [(pen) => corners(pen, [0, -11, 11, 0, 0, 11, -11, 0]), "map-late"],
  work: [(pen) => corners(pen, [0, -11, 11, 0, 0, 11, -11, 0]), "map-community"],
  urgent: [(pen) => corners(pen, [0, -11, 11, 9, -11, 9]), "map-late"],
  done: [(pen) => pen.roundRect(-8, -8, 16, 16, 3), "map-done"],
  component: [(pen) => corners(pen, [-9, -5, 0, -10, 9, -5, 9, 5, 0, 10, -9, 5]), "map-component"],
  pin: [(pen) => drop(pen), "map-pin"],
};

/** @param {any} map */
export function addMarks(map) {
  for (const [name, [shape, color]] of Object.entries(MARKS)) {
    const picture = drawn(shape, token(color));
    if (map.hasImage(name)) map.updateImage(name, picture);
    else map.addImage(name, picture, { pixelRatio: RATIO });
  }
}

/** @param {(pen: CanvasRenderingContext2D) => void} shape @param {string} color */
function drawn(shape, color) {
  const side = SIZE * RATIO;
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(RATIO, RATIO);
  pen.translate(SIZE / 2, SIZE / 2);
  pen.beginPath();
  shape(pen);
  pen.closePath();
  pen.fillStyle = color;
  pen.strokeStyle = token("map-halo");
  pen.lineWidth = 2;
  pen.fill();
  pen.stroke();
  return pen.getImageData(0, 0, side, side);
}

/** @param {CanvasRenderingContext2D} pen @param {number[]} places */
function corners(pen, places) {
  for (let at = 0; at < places.length; at += 2) pen.lineTo(places[at] ?? 0, places[at + 1] ?? 0);
}

/** The tip stands in the middle below. @param {CanvasRenderingContext2D} pen */
function drop(pen) {
  pen.arc(0, -4, 7, Math.PI * 0.85, Math.PI * 0.15);
  pen.lineTo(0, 12);
}
