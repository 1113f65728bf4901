"""What a resident sends at the public pages, step by step as the forms do."""

import re
from html import unescape
from typing import Any
from uuid import uuid4

from django.test import Client

from tests.city import inside


def resident() -> Client:
    """Somebody whom nobody knows, reading English."""
    return Client(headers={"Accept-Language": "en"})


def said(grid: int = 0, **given: str) -> dict[str, str]:
    """All that three steps say: rubbish in the middle of a grid, without a contact."""
    longitude, latitude = inside(grid)
    where = {"longitude": str(longitude), "latitude": str(latitude)}
    return {"client_id": str(uuid4()), "words": "巷口有一堆垃圾", "to": "sent", **where, **given}


def sent(client: Client, **given: str) -> str:
    """Report it; the secret of the private link."""
    answer: Any = client.post("/report/", said(**given))
    assert answer.status_code == 303, answer.content.decode()
    return answer["Location"].split("/")[2]


def hidden_of(page: str) -> dict[str, str]:
    """The hidden fields of a page, as the next step carries them."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)" (?:id="\w+" )?value="([^"]*)"', page)
    return {name: unescape(value) for name, value in fields}
