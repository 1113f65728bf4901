"""The OpenAPI document is complete, and the reference is printed from it."""

from tests.contracts.repository import TOP
from wangge.config.api import api
from wangge.config.reference import reference


def operations():
    return [one for path in api.get_openapi_schema()["paths"].values() for one in path.values()]


def test_the_reference_is_what_the_document_says():
    page = TOP / "docs" / "reference" / "api.md"
    assert page.read_text() == reference(api.get_openapi_schema()), "run `make reference`"


def test_every_operation_has_its_own_name_a_summary_and_a_subject():
    names = [one["operationId"] for one in operations()]
    assert len(names) == len(set(names))
    assert [one["operationId"] for one in operations() if not one.get("summary") or not one.get("tags")] == []


def test_every_operation_says_how_it_refuses():
    wanted = {401, 403, 404, 409, 422, 429}
    assert [one["operationId"] for one in operations() if not wanted <= set(one["responses"])] == []


def test_every_answer_with_a_body_has_its_shape():
    def shapeless(one):
        good = [answer for status, answer in one["responses"].items() if status == 200]
        return any("content" not in answer for answer in good)

    assert [one["operationId"] for one in operations() if shapeless(one)] == []


def test_what_is_open_to_everybody_says_so():
    open_ones = {one["operationId"] for one in operations() if {} in one["security"]}
    assert open_ones == api.open_operations()
    assert {"read_where", "read_card", "list_public_cases", "post_report"} <= open_ones
    assert not open_ones & {"read_case", "list_cases", "list_audit"}
