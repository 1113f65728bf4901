"""Who knocks at the API in tests: people at a browser with their second factor, phones with their key, nobody."""

import json
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cases.ways import counted
from tests.city import City
from wangge.accounts.actions.keys import make_key
from wangge.accounts.models import KeyKind

ROOT = "/api/v1"
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser(city: City, name: str) -> Client:
    """Somebody of the cast at a browser; "nobody" has no session."""
    client = Client()
    if name == "nobody":
        return client
    client.force_login(city.people[name], backend=_BACKEND)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, city.people[name], "mfa", type="totp")
    request.session.save()
    return client


def key_of(city: City, name: str, *scopes: str) -> str:
    """The secret of a new key of somebody; of a phone, unless scopes say otherwise."""
    owner = city.people[name]
    kind = KeyKind.API if scopes else KeyKind.DEVICE
    wanted = scopes or ("phone",)
    return make_key(owner=owner, kind=kind, label="tests", scopes=wanted, at=timezone.now(), by=owner).secret


def phone(city: City, name: str, *scopes: str) -> Client:
    """Somebody's phone, or a program with the scopes."""
    return Client(headers={"Authorization": f"Bearer {key_of(city, name, *scopes)}"})


def send(client: Client, method: str, path: str, body: object = None, **more: Any) -> Any:
    """One request, with a JSON body if there is one."""
    if body is None:
        return client.generic(method, ROOT + path, **more)
    return client.generic(method, ROOT + path, json.dumps(body), content_type="application/json", **more)


def statements(client: Client, method: str, path: str, body: object = None) -> int:
    """How many SQL statements a request takes, those that only open or close a transaction left out."""
    with CaptureQueriesContext(connection) as queries:
        answer = send(client, method, path, body)
    assert answer.status_code < 300, answer.content.decode()
    return counted(queries)
