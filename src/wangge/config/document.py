"""The OpenAPI document of the API: stable names of operations, and how each refuses. Printed, it is the reference."""

from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from wangge.territory.doors import nobody

_PROBLEM = {
    "type": "object",
    "description": "Why something was not done (RFC 9457): `title` for programs, `detail` for people.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "One sentence: what is wrong, where, what to do."},
        "fields": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "reason": {"type": "string"}},
                "required": ["field", "reason"],
            },
        },
        "rows": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["type", "title", "status", "detail"],
}
_ALWAYS = {
    401: "Nobody is signed in, or the key opens nothing.",
    403: "The postings, or the key's scopes, do not allow it.",
    404: "There is nothing, or nothing that one may see.",
    409: "Somebody was first, or the state does not allow it: look again and decide anew.",
    422: "The request cannot be used; `fields` or `rows` say where.",
    429: "Too many requests of one address without a key; `Retry-After` in seconds.",
}
_WITH_BODY = {
    400: "The request cannot be read.",
    413: "The request is too large.",
    415: "The body is of a type that is not read here.",
}


class Door(NinjaAPI):
    """The API with names of operations that stay when code moves, and its refusals declared."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name it as its function is called."""
        return operation.view_func.__name__

    def get_openapi_schema(self, **named: Any) -> OpenAPISchema:
        """The document, with the refusals of every operation."""
        document = super().get_openapi_schema(**named)
        document["components"]["schemas"]["Problem"] = _PROBLEM
        for path in document["paths"].values():
            for operation in path.values():
                _declare_refusals(operation)
                if operation["operationId"] in self.open_operations():
                    operation["security"].append({})
        return document

    def open_operations(self) -> frozenset[str]:
        """The names of the operations that let in who shows neither key nor session."""
        views = [view for router in self._get_bound_routers() for view in router.path_operations.values()]
        operations = [operation for view in views for operation in view.operations]
        return frozenset(one.view_func.__name__ for one in operations if nobody in one.auth_callbacks)


def _declare_refusals(operation: dict[str, Any]) -> None:
    refusals = {**_ALWAYS, **(_WITH_BODY if "requestBody" in operation else {})}
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status, words in sorted(refusals.items()):
        operation["responses"].setdefault(status, {"description": words, "content": content})
    for status, response in operation["responses"].items():
        if response["description"] == "Unknown Status Code":
            response["description"] = HTTPStatus(int(status)).phrase
