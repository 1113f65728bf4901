"""The reference of the API as a page, printed from its OpenAPI document."""

from typing import Any

_HEAD = """# The JSON API

Printed from the OpenAPI document, which an installation serves at `/api/v1/openapi.json`; a test compares the two.

Send `Authorization: Bearer wg_…` with a key, or a session cookie with Django's CSRF token. Moments carry their time
zone, positions are degrees, longitude first. Every refusal is `application/problem+json` with one sentence in `detail`.
Whatever one may not see is a 404. Lists give `next`, which asks for the page that follows as `after`.
"""


def reference(document: dict[str, Any]) -> str:
    """Markdown of every operation, by subject and path."""
    tags: dict[str, list[str]] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            text = _operation(method.upper(), path, operation, document)
            tags.setdefault(operation["tags"][0], []).append(text)
    parts = [f"\n## {tag.capitalize()}\n\n" + "\n".join(texts) for tag, texts in tags.items()]
    return _HEAD + "".join(parts)


def _operation(method: str, path: str, operation: dict[str, Any], document: dict[str, Any]) -> str:
    lines = [f"### {operation['summary']}", "", f"`{method} {path}` · `{operation['operationId']}`"]
    if {} in operation["security"]:
        lines[-1] += " · without signing in"
    if "description" in operation:
        lines += ["", operation["description"]]
    fields = [_parameter(one) for one in operation["parameters"]] + _body(operation, document)
    if fields:
        lines += ["", "| Name | In | Type | |", "|---|---|---|---|", *fields]
    lines += ["", f"Answers {', '.join(_answers(operation))}.", ""]
    return "\n".join(lines)


def _parameter(one: dict[str, Any]) -> str:
    name = f"**{one['name']}**" if one["required"] else one["name"]
    return f"| {name} | {one['in']} | {_type(one['schema'])} | {_words(one['schema'])} |"


def _body(operation: dict[str, Any], document: dict[str, Any]) -> list[str]:
    if "requestBody" not in operation:
        return []
    rows = []
    for kind, content in operation["requestBody"]["content"].items():
        schema = _resolved(content["schema"], document)
        if "properties" not in schema:
            rows.append(f"| | {kind} | {_type(schema)} | |")
        for name, one in schema.get("properties", {}).items():
            shown = f"**{name}**" if name in schema.get("required", []) else name
            rows.append(f"| {shown} | {_place(kind)} | {_type(one)} | {_words(one)} |")
    return rows


def _place(kind: str) -> str:
    return "body" if kind == "application/json" else kind


def _resolved(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return found


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return f"`{schema['$ref'].rsplit('/', 1)[1]}`"
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"] if one.get("type") != "null")
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    return str(schema.get("format") or schema.get("type", "anything"))


def _words(schema: dict[str, Any]) -> str:
    inner = [one.get("description", "") for one in schema.get("anyOf", []) if isinstance(one, dict)]
    return str(schema.get("description") or next(filter(None, inner), "")).replace("|", "\\|").replace("\n", " ")


def _answers(operation: dict[str, Any]) -> list[str]:
    answers = []
    for status, response in operation["responses"].items():
        if int(status) >= 400:
            continue
        shown = [_type(content["schema"]) for content in response.get("content", {}).values()]
        answers.append(" with ".join([str(status), *shown]))
    return answers
