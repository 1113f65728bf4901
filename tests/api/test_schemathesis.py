"""Requests drawn from the document, for several people: no 5xx, and every answer is what the document promises."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.middleware.csrf import _get_new_csrf_string
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.knocking import browser, key_of
from tests.api.scene import three_places
from tests.city import City
from wangge.config.api import api
from wangge.config.wsgi import application

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
AT_A_BROWSER = ("supervisor", "administrator", "planner", "sanitation")
OPERATIONS = sorted(
    operation["operationId"] for path in api.get_openapi_schema()["paths"].values() for operation in path.values()
)


@pytest.fixture(autouse=True)
def _connection_stays(db: None) -> Iterator[None]:
    """The end of a request would close the connection that the test's transaction is open on."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@cache
def operation_named(name: str) -> Any:
    return _document().find_operation_by_id(name)


@cache
def _document() -> Any:
    schema = schemathesis.openapi.from_dict(_plain())
    schema.app = application
    return schema


def _plain() -> dict[str, Any]:
    """The document as JSON has it, with statuses as words."""
    return json.loads(json.dumps(api.get_openapi_schema()))


def doors(city: City) -> list[dict[str, dict[str, str]]]:
    """The headers and cookies of people at browsers, of a phone, and of nobody."""
    found = [{"headers": {}}, {"headers": {"Authorization": f"Bearer {key_of(city, 'lin')}"}}]
    for name in AT_A_BROWSER:
        token = _get_new_csrf_string()
        session = browser(city, name).cookies["sessionid"].value
        cookies = {"sessionid": session, "csrftoken": token}
        found.append({"headers": {"X-CSRFToken": token}, "cookies": cookies})
    return found


@pytest.mark.parametrize("name", OPERATIONS)
def test_whatever_is_sent_is_answered_as_the_document_says(city, name):
    operation, people = operation_named(name), doors(city)
    known = [{**place.named(), "photo": place.photo} for place in three_places(city)]

    @settings(
        max_examples=12,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=True,
    )
    @given(st.data())
    def try_it(data: Any) -> None:
        mode = data.draw(st.sampled_from(MODES[has_input(operation)]))
        case = data.draw(operation.as_strategy(generation_mode=mode))
        if data.draw(st.booleans()):
            there = data.draw(st.sampled_from(known))
            case.path_parameters = {key: there.get(key, value) for key, value in (case.path_parameters or {}).items()}
        with transaction.atomic():
            answer = case.call(**data.draw(st.sampled_from(people)))
            transaction.set_rollback(True)
        case.validate_response(answer, checks=CHECKS)

    try_it()


MODES = {True: [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], False: [GenerationMode.POSITIVE]}


def has_input(operation: Any) -> bool:
    return bool(list(operation.query) or list(operation.path_parameters) or list(operation.body))
