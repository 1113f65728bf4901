"""What requests may carry at all: nothing that no column can hold. Which fields there are is each endpoint's matter."""

import json
import re
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.errors import HttpError
from ninja.parser import Parser

from wangge.accounts.refusals import Unusable
from wangge.language import _
from wangge.territory.inputs import LARGEST

# NUL, which PostgreSQL refuses, and halves of a pair, which are no text.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


class CleanParser(Parser):
    """JSON only, in UTF-8, without NaN, infinite or immense numbers, and without signs that are no text."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Read the body; ninja answers 400 for whatever is raised here."""
        if request.content_type != "application/json":
            raise HttpError(415, "not JSON")
        found: dict[str, Any] = json.loads(request.body.decode(), parse_constant=_refuse_constant)
        _refuse_dirt(found)
        return found

    def parse_querydict(
        self, data: "MultiValueDict[str, Any]", list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Read a query or a form."""
        for name, values in data.lists():
            for text in (name, *values):
                if isinstance(text, str) and _NO_TEXT.search(text):
                    raise Unusable(_("The request holds a sign that is no text: remove it"))
        return super().parse_querydict(data, list_fields, request)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _refuse_dirt(value: object) -> None:
    match value:
        case str():
            if _NO_TEXT.search(value):
                raise ValueError("a sign that is no text")
        case int() | float():
            if abs(value) > LARGEST:
                raise ValueError("too large a number")
        case list():
            for one in value:
                _refuse_dirt(one)
        case dict():
            for name, one in value.items():
                _refuse_dirt(name)
                _refuse_dirt(one)
