"""The catalogue's page: a workbook out and in, every bad row named, drafts adopted, and where a case would go."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.knocking import browser
from tests.api.test_imports import edited
from tests.catalogue.unannounced import DAYS_OFF, SOON, enter
from tests.city import City, inside
from tests.pages.opened import statements_of, words_of
from wangge.catalogue.models import CatalogueVersion, MinorClass


@pytest.fixture
def editor(city: City):
    client = browser(city, "editor")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def book(client) -> bytes:
    return BytesIO(client.get("/office/catalogue/in-force.xlsx").content).getvalue()


def sent(client, what: str, content: bytes):
    return client.post(f"/office/catalogue/import/{what}/", {"file": SimpleUploadedFile("目录.xlsx", content)})


def test_a_workbook_comes_in_as_a_draft_and_is_adopted(city: City, editor):
    assert sent(editor, "edition", book(editor)).status_code == 303
    draft = CatalogueVersion.objects.get(state="draft")
    assert editor.post(f"/office/catalogue/{draft.pk}/adopt/").status_code == 303
    draft.refresh_from_db()
    assert draft.state == "in_force"
    assert editor.post(f"/office/catalogue/{draft.pk}/adopt/").status_code == 409


def test_every_bad_row_is_shown_and_nothing_is_written(city: City, editor):
    answer = sent(editor, "edition", edited(book(editor), "minor_classes", "photo_needed", "perhaps"))
    assert answer.status_code == 422
    assert "minor_classes" in answer.content.decode()
    assert CatalogueVersion.objects.count() == 1
    assert sent(editor, "edition", b"no workbook").status_code == 422


def test_calendars_come_in_by_their_own_form(city: City, editor):
    assert sent(editor, "calendars", edited(book(editor), "calendars", "name_en", "of the city")).status_code == 303


def test_holidays_that_nobody_knows_are_told_until_the_year_is_entered(city: City, editor, clock):
    assert "no national holidays are known" not in words_of(editor, "/office/catalogue/")
    clock.at = SOON
    assert "no national holidays are known" in words_of(editor, "/office/catalogue/")
    enter(city, *DAYS_OFF)
    assert "no national holidays are known" not in words_of(editor, "/office/catalogue/")


def test_the_rules_say_where_a_case_would_go(city: City, editor):
    longitude, latitude = inside(0)
    minor = MinorClass.objects.get(code="0102").pk
    asked = f"/office/catalogue/?longitude={longitude}&latitude={latitude}&minor={minor}"
    assert "enforcement" in words_of(editor, asked)
    assert "in no community of this city" in words_of(
        editor, f"/office/catalogue/?longitude=112&latitude=30.7&minor={minor}"
    )


def test_nobody_else_opens_it(city: City):
    for name in ("intake", "lin", "administrator", "sanitation"):
        assert browser(city, name).get("/office/catalogue/").status_code == 403


def test_it_takes_few_statements_however_many_editions(city: City, editor):
    words_of(editor, "/office/catalogue/")  # what processes keep is read once
    before = statements_of(editor, "/office/catalogue/")
    first = CatalogueVersion.objects.get()
    for number in range(2, 42):
        CatalogueVersion.objects.create(number=number, state="retired", source="x", imported_at=first.imported_at)
    assert statements_of(editor, "/office/catalogue/") == before <= 12
