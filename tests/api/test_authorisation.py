"""Every endpoint of the document, for everybody, in the own grid, the neighbour's and another community."""

from functools import cache
from string import Formatter
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from tests.api.authorisation_table import EXPECTED, PEOPLE
from tests.api.knocking import ROOT, browser, phone, send
from tests.api.scene import PATHS, QUERIES, Place, body_of, three_places
from tests.cases.pictures import jpeg
from tests.fieldwork.sealing import rescue_file, sealed_item
from wangge.config.api import api

# The place stands in the body only.
PLACED = {
    "create_absence",
    "create_key",
    "create_phone_code",
    "create_organisation",
    "create_posting",
    "create_shift",
    "post_instruction",
    "post_rescue",
}
LETTERS = {401: "n", 403: "d", 404: "h"}


@cache
def operations() -> tuple[tuple[str, str, str], ...]:
    """Name, method and path of each operation of the document."""
    return tuple(
        (operation["operationId"], method.upper(), path.removeprefix(ROOT))
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, operation in methods.items()
    )


def letters(client: Client, operation: str, method: str, path: str, places: tuple[Place, ...]) -> str:
    """The letter of each place; once asked is enough where no place is named."""
    if "{" not in path + QUERIES.get(operation, "") and operation not in PLACED:
        return letter_of(client, operation, method, path, places[0]) * len(places)
    return "".join(letter_of(client, operation, method, path, place) for place in places)


def letter_of(client: Client, operation: str, method: str, path: str, place: Place) -> str:
    """What the endpoint answers, as a letter; whatever it wrote is undone."""
    with transaction.atomic():
        answer = asked(client, operation, method, path, place)
        transaction.set_rollback(True)
    assert answer.status_code < 500, (operation, answer.content)
    return LETTERS.get(answer.status_code, "a")


def asked(client: Client, operation: str, method: str, path: str, place: Place) -> Any:
    named = {**place.named(), **OF_A_PHONE, "code": CODES.get(operation, ""), "kind": "event"}
    if operation in {"read_grid", "read_card"}:
        named["code"] = place.grid
    for name, value in PATHS.get(operation, {}).items():
        named[name] = named[value]
    address = filled(path, named)
    if operation in QUERIES:
        address += "?" + filled(QUERIES[operation], named)
    if operation == "create_plan":
        file = SimpleUploadedFile("plan.geojson", b"{}")
        return client.post(ROOT + address, {"city": "420500000000", "title": "2028", "file": file})
    if operation in {"create_edition", "post_import_calendars", "post_import_components"}:
        return client.post(ROOT + address, {"file": SimpleUploadedFile("register.xlsx", b"PK\x03\x04")})
    if operation == "post_rescue":
        outbox = rescue_file(place.worker, sealed_item({}))
        return client.post(ROOT + address, {"file": SimpleUploadedFile("wangge-outbox.jsonl", outbox)})
    if operation in {"post_photo", "post_own_photo"}:
        return client.generic("POST", ROOT + address, jpeg(), content_type="image/jpeg")
    return send(client, method, address, body_of(operation, place) if method in {"POST", "PUT"} else None)


OF_A_PHONE = {
    "uuid": "0199a0b4-0000-7000-8000-000000000001",
    "hash": "0f" * 32,
    "index": 0,
    "name": "catalogue",
    "row": 1,
}
CODES = {"read_area": "420502002021", "read_class": "0101", "read_component": "4205020117000001"}


def filled(text: str, named: dict[str, Any]) -> str:
    return text.format(**{name: named[name] for _text, name, _spec, _conversion in Formatter().parse(text) if name})


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_gets_what_the_table_says_and_nothing_else(city, name):
    places = three_places(city)
    client = browser(city, name)
    found = {operation: letters(client, operation, method, path, places) for operation, method, path in operations()}
    expected = {operation: EXPECTED.get(operation, {}).get(name, "no row") for operation in found}
    assert found == expected


def test_every_endpoint_has_its_row_and_every_row_its_endpoint():
    assert {operation for operation, _method, _path in operations()} == set(EXPECTED)


def test_whoever_lacks_the_second_factor_stays_outside(city):
    client = Client()
    client.force_login(city.people["lin"], backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = send(client, "GET", "/cases")
    assert answer.status_code == 403
    assert answer["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize(("scope", "opens"), [("steps:read", "/steps"), ("territory:read", "/vacancies")])
def test_a_key_does_no_more_than_its_scopes(city, scope, opens):
    case = three_places(city)[0].number
    program = phone(city, "supervisor", scope)
    assert send(program, "GET", opens).status_code == 200
    assert send(program, "GET", f"/cases/{case}").status_code == 404
    assert send(program, "POST", f"/cases/{case}/close", {"closure": "1"}).status_code == 404
    assert send(program, "GET", "/messages").status_code == 403


def test_no_key_makes_a_key(city):
    body = {"kind": "api", "label": "more", "scopes": ["cases:handle"]}
    assert send(phone(city, "lin"), "POST", "/keys", body).status_code == 403
    assert send(phone(city, "administrator", "cases:read"), "POST", "/keys", body).status_code == 403
