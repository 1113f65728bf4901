// @ts-check
// Where the phone is: asked for at a report or a check, and at no other moment.

const HOW = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 10_000 };

/** @returns {Promise<{longitude: number, latitude: number, metres: number} | undefined>} in WGS 84; nothing where it is not told */
export function whereNow() {
  return new Promise((done) => {
    if (!navigator.geolocation) return done(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ longitude: coords.longitude, latitude: coords.latitude, metres: coords.accuracy }),
      () => done(undefined),
      HOW,
    );
  });
}

const EARTH = 6_371_000; // metres

/** @param {{longitude: number, latitude: number}} a @param {{longitude: number, latitude: number}} b @returns {number} metres */
export function distance(a, b) {
  const rad = (/** @type {number} */ degrees) => (degrees * Math.PI) / 180;
  const x = rad(b.longitude - a.longitude) * Math.cos(rad((a.latitude + b.latitude) / 2));
  return Math.hypot(x, rad(b.latitude - a.latitude)) * EARTH;
}
