"""Bad moments: the server starts anew, the session ends, a photo is too large; nothing that was typed is lost."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, expect

from tests.cases.ends import checked
from tests.cases.pictures import jpeg
from tests.cases.ways import reported
from tests.city import inside
from tests.journeys.restarts import Server
from tests.journeys.visitor import Visitor
from wangge.cases.models import Case, Photo
from wangge.cases.photos import MOST_BYTES
from wangge.cases.workflow import State

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]
OWN_WORDS = "这条管线属自来水公司，已电话转告"


@pytest.fixture
def server(transactional_db: None) -> Iterator[Server]:
    one = Server()
    yield one
    one.stop()


@pytest.fixture
def at_server(browser: Browser, server: Server) -> Iterator[Callable[..., Visitor]]:
    """Somebody at the server that is stopped; that nobody answers is no fault of the page."""
    made: list[Visitor] = []

    def visit(name: str = "", **how) -> Visitor:
        made.append(Visitor(browser, server.url, name, **how))
        return made[-1]

    yield visit
    for one in made:
        forgive_silence(one)
        one.leave()


def forgive_silence(somebody: Visitor) -> None:
    told = ("net::ERR_", "htmx:sendError", "htmx:afterRequest")
    somebody.faults = [fault for fault in somebody.faults if not any(words in fault for words in told)]


def later(page: Page, seconds: int) -> None:
    """The page's own clock goes on; that of the server stands."""
    page.clock.fast_forward(seconds * 1000)


def not_filed_with_own_words(page: Page) -> None:
    page.keyboard.press("x")
    page.select_option("#refuse-reason", "private_matter")
    page.fill("#refuse-answer", OWN_WORDS)


@pytest.mark.parametrize(("width", "language"), [(1440, "zh"), (360, "en")])
def test_a_server_that_starts_anew_under_an_open_desk_takes_nothing_away(city, server, at_server, width, language):
    case, following = reported(city), reported(city, time="07:55")
    operator = at_server("intake", width=width, language=language)
    page = operator.page
    page.clock.install()
    operator.go("/desk/intake/")
    expect(page.locator("#case-head")).to_have_text(case.number)
    not_filed_with_own_words(page)
    server.stop()
    later(page, 9)
    expect(page.locator("#notices .warning")).to_contain_text({"zh": "暂时没有应答", "en": "does not answer"}[language])
    expect(page.locator(".waiting a")).to_have_count(2)
    expect(page.locator("#refuse-answer")).to_have_value(OWN_WORDS)
    forgive_silence(operator)
    operator.look("server-away")
    page.click(".refusing button")
    later(page, 11)  # what was decided is sent now, and nobody answers
    third = reported(city, time="07:58")
    server.start()
    with page.expect_response(f"**/cases/{case.number}/refuse_filing/"):
        later(page, 6)
    expect(page.locator("#notices .success")).to_be_visible()
    expect(page.locator("#case-head")).to_have_text(following.number)  # which could not open before
    later(page, 60)
    expect(page.locator(f".waiting a[href*='{third.number}']")).to_be_visible()
    assert Case.objects.get(pk=case.pk).state == State.NOT_FILED
    forgive_silence(operator)
    operator.look("server-back")


@pytest.mark.parametrize(
    ("name", "path", "field"), [("intake", "/desk/telephone/", "#description"), ("", "/report/", "#words")]
)
def test_what_no_server_took_is_there_when_the_page_is_opened_again(city, server, at_server, name, path, field):
    somebody = at_server(name, width=360)
    page = somebody.go(path)
    page.fill(field, "楼下垃圾三天没人收了")
    server.stop()
    page.click("main button.primary")
    page.wait_for_url("chrome-error://**")
    server.start()
    somebody.go(path)
    expect(page.locator("#notices")).to_contain_text("已恢复")
    expect(page.locator(field)).to_have_value("楼下垃圾三天没人收了")


def signed_in_again(somebody: Visitor, name: str) -> None:
    """By the link that the notice gives."""
    page = somebody.page
    page.click("#notices a")
    page.wait_for_url("**/accounts/login/**")
    somebody.sign_in(name, page.url.removeprefix(somebody.site))


def test_a_session_that_ends_before_an_answer_is_sent_leaves_the_answer(city, visitor):
    case, _following = reported(city), reported(city, time="07:55")
    operator = visitor("intake")
    page = operator.page
    page.clock.install()
    operator.go("/desk/intake/")
    not_filed_with_own_words(page)
    Session.objects.all().delete()
    page.click(".refusing button")
    later(page, 11)
    expect(page.locator("#notices a")).to_be_visible()
    operator.look("session-ended")
    signed_in_again(operator, "intake")
    page.click(f".waiting a[href*='{case.number}']")
    expect(page.locator("#case-head")).to_have_text(case.number)
    expect(page.locator("#refuse-answer")).to_have_value(OWN_WORDS)
    assert Case.objects.get(pk=case.pk).state == State.REPORTED


def test_a_phrase_that_was_made_one_s_own_outlives_the_session_too(city, visitor):
    case = checked(city)
    supervisor = visitor("supervisor")
    page = supervisor.page
    page.clock.install()
    supervisor.go("/desk/supervisor/")
    page.click("#closing summary")
    page.fill("#closing textarea", OWN_WORDS)
    Session.objects.all().delete()
    page.click("#closing details button")
    later(page, 11)
    expect(page.locator("#closing .card")).to_be_visible()  # it was not closed
    signed_in_again(supervisor, "supervisor")
    expect(page.locator("#closing textarea")).to_be_visible()
    expect(page.locator("#closing textarea")).to_have_value(OWN_WORDS)
    page.click("#closing details button")
    with page.expect_response("**/close/"):
        later(page, 11)
    page.reload()
    expect(page.locator("#closing .empty")).to_be_visible()
    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_a_resident_whose_photo_is_too_large_is_told_and_the_report_goes_without(city, visitor, tmp_path, settings):
    settings.PHOTO_FOLDER = tmp_path / "photos"
    made_small, no_photo = tmp_path / "large.jpg", tmp_path / "broken.jpg"
    made_small.write_bytes(jpeg() + b"\0" * MOST_BYTES)
    no_photo.write_bytes(b"\0" * (MOST_BYTES + 1))
    somebody = visitor(width=360)
    longitude, latitude = inside(0)
    somebody.context.grant_permissions(["geolocation"])
    somebody.context.set_geolocation({"longitude": longitude, "latitude": latitude})
    page = somebody.go("/report/")
    page.fill("#words", "楼下垃圾三天没人收了")
    page.click("main button.primary")
    page.tap("[data-standing]")
    page.fill("#name", "周桂兰")
    field = page.locator("input[type=file]")
    field.set_input_files(no_photo)
    expect(page.locator("input[type=file]:invalid")).to_have_count(1)
    page.click("main button.primary >> nth=0")
    assert "相机" in field.evaluate("field => field.validationMessage")
    expect(page.locator("#name")).to_have_value("周桂兰")
    somebody.look("public-photo-too-large")
    field.set_input_files(made_small)
    expect(field).to_have_js_property("value", r"C:\fakepath\photo.jpg")  # it was made small, and is called so
    page.click("main button.primary >> nth=0")
    expect(page.locator(".spoken")).to_have_text(Case.objects.get().number)
    assert Photo.objects.count() == 1
