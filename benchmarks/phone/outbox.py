"""A phone's outbox filled as the Report screen does it, through the application's own modules, and read back."""

import json
from typing import Any

from playwright.sync_api import Page

# The modules have hashed names: those that the page itself loaded.
_MODULES = """
  const names = performance.getEntriesByType("resource").map((one) => one.name);
  const named = (name) => names.find((one) => new RegExp(`/phone/${name}\\\\.([0-9a-f]+\\\\.)?mjs`).test(one));
  const load = async (name) => import(named(name));
  const [outbox, photos] = [await load("outbox"), await load("photos")];
"""
# Noise that is no other photo's, so large that a photo goes up in more than one piece.
_SHOT = """
  const noise = new OffscreenCanvas(128, 128);
  const canvas = new OffscreenCanvas(720, 540);
  const shot = async () => {
    const data = new ImageData(new Uint8ClampedArray(crypto.getRandomValues(new Uint8Array(65536))), 128, 128);
    for (let place = 3; place < 65536; place += 4) data.data[place] = 255;
    noise.getContext("2d").putImageData(data, 0, 0);
    const brush = canvas.getContext("2d");
    brush.fillStyle = brush.createPattern(noise, "repeat");
    brush.fillRect(0, 0, 720, 540);
    return photos.keepPhoto(await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 }));
  };
"""
_FILL = f"""async (given) => {{
  {_MODULES}
  {_SHOT}
  for (let number = given.first; number < given.first + given.count; number += 1) {{
    const shots = [];
    for (let photo = 0; photo < given.photos; photo += 1) shots.push(await shot());
    const spot = {{ longitude: given.longitude, latitude: given.latitude }};
    if (number === given.poisoned) spot.longitude = 100; // far from the city
    const fields = {{ source: "grid_worker", place: "", on_behalf: false, description: `第 ${{number}} 件`, ...spot }};
    await outbox.add("report", fields, shots);
  }}
}}"""
_READ = """() => new Promise((done) => {
  const asked = indexedDB.open("wangge-phone");
  asked.onsuccess = () => {
    const all = asked.result.transaction("outbox").objectStore("outbox").getAll();
    all.onsuccess = () => {
      const items = all.result.map(({ id, hashes, state, sentence }) => ({ id, hashes, state, sentence }));
      asked.result.close();
      done(JSON.stringify(items));
    };
  };
})"""


def fill(page: Page, where: dict[str, Any], *, first: int, count: int, photos: int = 2, poisoned: int = -1) -> None:
    """Reports with photos, made while the phone has no line; ``poisoned`` is one that no server takes."""
    page.evaluate(_FILL, {**where, "first": first, "count": count, "photos": photos, "poisoned": poisoned})


def read(page: Page) -> list[dict[str, Any]]:
    """Every item, the oldest first: its id, the hashes of its photos, its state."""
    found: list[dict[str, Any]] = json.loads(page.evaluate(_READ))
    return found
