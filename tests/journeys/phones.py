"""Somebody with Community E-link in their hand."""

import io
from datetime import UTC, datetime

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.city import SOUTH, STEP, WEST, City
from tests.journeys.visitor import Visitor, until
from wangge.cases.models import Case, Photo
from wangge.fieldwork.actions.codes import make_phone_code
from wangge.fieldwork.codes import shown_code

KEYS = """async (name) => {
  const database = await new Promise((done) => {
    const asked = indexedDB.open("wangge-phone");
    asked.onsuccess = () => done(asked.result);
  });
  const keys = await new Promise((done) => {
    const asked = database.transaction(name).objectStore(name).getAllKeys();
    asked.onsuccess = () => done(asked.result);
  });
  database.close();
  return keys;
}"""

HERE = {"longitude": WEST + STEP / 2, "latitude": SOUTH + STEP / 2, "accuracy": 8}


class Phone(Visitor):
    """A browser of 360 px that tells its position and has a camera."""

    def __init__(self, browser: Browser, site: str, *, language: str = "zh") -> None:
        super().__init__(browser, site, width=360, language=language)
        self.context.grant_permissions(["geolocation", "camera"], origin=site)
        self.context.set_geolocation(HERE)

    def enrol(self, city: City, name: str) -> Page:
        user = city.people[name]
        code = shown_code(make_phone_code(owner=user, at=datetime.now(UTC), by=user).code)
        self.go(f"/phone/#enrol={code}")
        expect(self.page.locator("#code")).to_have_value(code)  # not the form of before, if it stood there
        self.page.click("button.primary")
        self.page.wait_for_selector("#tabs a[aria-current]")
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        return self.page

    def keys(self, store: str) -> list[str]:
        """The names of what lies in one store of the phone's database."""
        return self.page.evaluate(KEYS, store)

    def shoot(self, content: bytes) -> None:
        """One more photo for the form that is open."""
        count = self.page.locator(".shots figure button").count()
        self.page.set_input_files("#photo", {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": content})
        expect(self.page.locator(".shots figure button")).to_have_count(count + 1)

    def wait_for_photos(self, count: int) -> None:
        """Until so many lie on this phone."""
        until(self.page, lambda: len(self.keys("photos")) == count, f"{count} photos")

    def wait_for_part(self, name: str = "grids") -> None:
        """Until a part of what the server tells lies on this phone: after the words of a person, and the grids last."""
        until(self.page, lambda: f"part:{name}" in self.keys("records"), name)

    def begin_anew(self) -> Page:
        """The browser ended, and the application is opened again."""
        self.page.close()
        self.page = self.new_page()
        self.go("/phone/")
        return self.page

    def report(self, words: str, *photos: bytes, longitude: str = "") -> None:
        self.page.click('#tabs a[href="#report"]')
        for number, content in enumerate(photos, 1):
            self.page.set_input_files("#photo", {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": content})
            self.page.wait_for_selector(f".shots figure >> nth={number - 1}")
        self.page.fill("#words", words)
        expect(self.page.locator("#longitude")).not_to_have_value("")
        if longitude:
            self.page.click("fieldset summary")
            self.page.fill("#longitude", longitude)
        self.page.click(".bottom button")
        self.page.wait_for_selector("[data-item]")

    def _hear(self, kind: str, text: str) -> None:
        if "net::ERR_" not in text:  # a line that is gone is told by the browser too
            super()._hear(kind, text)

    def states(self) -> list[str]:
        """Of the outbox, the newest first."""
        return [one.get_attribute("data-state") or "" for one in self.page.locator("[data-item]").all()]


def arrived(page: Page, *, cases: int, photos: int) -> None:
    """Until the server has so many."""
    until(page, lambda: (Case.objects.count(), Photo.objects.count()) == (cases, photos), f"{cases} cases")


def picture(shade: int) -> bytes:
    """A photo that is no other one's."""
    written = io.BytesIO()
    Image.effect_noise((900, 700), 60 + shade).convert("RGB").save(written, "JPEG", quality=90)
    return written.getvalue()
