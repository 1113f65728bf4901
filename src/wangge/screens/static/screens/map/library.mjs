// @ts-check
// The library of maps and the reader of the basemap's file: fetched once, from this server, when a map is seen.
import { parts, whole } from "./parts.mjs";

/** @type {Promise<any> | undefined} */
let ready;
/** @type {any} */
let archive;

/** @returns {Promise<any>} MapLibre, set up */
export function library() {
  ready ??= fetchAll();
  return ready;
}

/** @returns {Promise<number[] | undefined>} west, south, east, north of the basemap; nothing where there is none */
export async function whereabouts() {
  if (!archive) return undefined;
  const header = await archive.getHeader();
  return [header.minLon, header.minLat, header.maxLon, header.maxLat];
}

async function fetchAll() {
  const told = parts();
  const [maps] = await Promise.all([
    import("../../vendor/maplibre-gl.mjs"),
    added("script", { src: told.archive ?? "" }),
    added("link", { rel: "stylesheet", href: told.sheet ?? "" }),
  ]);
  maps.setWorkerUrl(whole(told.worker ?? ""));
  const { PMTiles, Protocol } = /** @type {any} */ (window).pmtiles;
  const protocol = new Protocol();
  maps.addProtocol("pmtiles", protocol.tile);
  if (told.basemap) {
    archive = new PMTiles(whole(told.basemap));
    protocol.add(archive);
  }
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
