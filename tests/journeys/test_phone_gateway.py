"""Something between the phone and the server answers in its place: nothing counts as sent, and nothing as refused."""

import pytest
from playwright.sync_api import expect

from tests.journeys.phones import picture
from wangge.cases.models import Case, Photo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]

_PAGE = {"content_type": "text/html; charset=utf-8", "body": "<h1>Sign in to this network</h1>"}
_ANSWERS = {
    "a page": {"status": 200, **_PAGE},
    "its own JSON": {"status": 200, "json": {"ok": True}},
    "nothing": {"status": 204},
    "a refusal": {"status": 403, **_PAGE},
    "not found": {"status": 404, "json": {"detail": "no such host"}},
}


@pytest.mark.parametrize("what", list(_ANSWERS))
def test_what_a_gateway_answers_for_a_report_is_no_answer_of_the_server(city, phone, what):
    worker = phone()
    page = worker.enrol(city, "lin")
    page.wait_for_selector(".hint")
    worker.context.route("**/api/v1/phone/items/*", lambda asked: asked.fulfill(**_ANSWERS[what]))
    with page.expect_response("**/phone/items/*"):
        worker.report("井盖", picture(1))
    expect(page.locator('[data-state="waiting"]')).to_have_count(1)
    worker.context.unroute("**/api/v1/phone/items/*")
    page.click("text=立即上传")
    page.wait_for_selector('[data-state="numbered"]')
    assert Photo.objects.get().case == Case.objects.get()


@pytest.mark.parametrize("where", ["blobs", "blobs/*/*"])
@pytest.mark.parametrize("what", ["a page", "its own JSON"])
def test_what_a_gateway_answers_for_a_photo_is_none_either(city, phone, where, what):
    worker = phone()
    page = worker.enrol(city, "lin")
    page.wait_for_selector(".hint")
    worker.context.route(f"**/api/v1/phone/{where}", lambda asked: asked.fulfill(**_ANSWERS[what]))
    with page.expect_response(f"**/phone/{where}"):
        worker.report("井盖", picture(1))
    expect(page.locator('[data-state="received"]')).to_have_count(1)
    assert len(worker.keys("photos")) == 1
    worker.context.unroute(f"**/api/v1/phone/{where}")
    page.click("text=立即上传")
    page.wait_for_selector('[data-state="numbered"]')
    assert Photo.objects.get().case == Case.objects.get()
