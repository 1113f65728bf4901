"""A page as somebody gets it: what it says, and how many statements it took."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cases.ways import counted


def words_of(client: Client, path: str) -> str:
    """The page, which must be there."""
    answer: Any = client.get(path)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def statements_of(client: Client, path: str) -> int:
    """Statements of the whole request, the session's among them."""
    with CaptureQueriesContext(connection) as queries:
        words_of(client, path)
    return counted(queries)
