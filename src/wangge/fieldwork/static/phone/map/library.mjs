// @ts-check
// The library of maps and the reader of the basemap's file: both lie on this phone, and so does the file, in memory.
import { whole } from "../../screens/map/parts.mjs";
import { mapFiles } from "../keeping.mjs";

/** Where the style finds the file: no address of the server. */
export const OWN = "own-basemap";

/** @type {Promise<any> | undefined} */
let ready;
/** @type {any} */
let protocol;

/** @returns {Promise<any>} MapLibre, set up */
export function library() {
  ready ??= fetchAll();
  return ready;
}

/** @param {ArrayBuffer} bytes the archive */
export function useBasemap(bytes) {
  const { PMTiles } = /** @type {any} */ (globalThis).pmtiles;
  const getBytes = async (/** @type {number} */ offset, /** @type {number} */ length) => ({ data: bytes.slice(offset, offset + length) });
  protocol.add(new PMTiles({ getKey: () => whole(OWN), getBytes }));
}

async function fetchAll() {
  const { reader, sheets } = mapFiles();
  const [maps] = await Promise.all([
    import("../../vendor/maplibre-gl.mjs"),
    added("script", { src: reader }),
    ...sheets.map((href) => added("link", { rel: "stylesheet", href })),
  ]);
  maps.setWorkerUrl(whole("map-worker.mjs")); // under the phone's own address, where its keeper answers
  protocol = new /** @type {any} */ (globalThis).pmtiles.Protocol();
  maps.addProtocol("pmtiles", protocol.tile);
  return maps;
}

/** @param {"script" | "link"} name @param {Record<string, string>} attributes */
function added(name, attributes) {
  return new Promise((done, failed) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.addEventListener("load", done);
    element.addEventListener("error", () => failed(new Error(`${attributes.src ?? attributes.href} did not come`)));
    document.head.append(element);
  });
}
