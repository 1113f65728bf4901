"""The page of a case and the list: for each what they may see and do, and the reporter hidden from units."""

import pytest

from tests.api.knocking import browser, send
from tests.api.test_statements import some_cases, three_postings
from tests.cases.ends import checked, closed, load, resolved
from tests.cases.ways import DAY, dispatched, in_progress, reported
from tests.city import COMMUNITY, City, at
from tests.pages.opened import statements_of, words_of
from wangge.cases.actions.closing import close_case
from wangge.cases.actions.extensions import ask_extension
from wangge.cases.actions.follow_ups import answer_follow_up, ask_follow_ups
from wangge.cases.actions.following import follow_case
from wangge.cases.actions.merging import merge_case
from wangge.cases.actions.remarks import note_case
from wangge.cases.models import Case, Follower
from wangge.cases.reports import Contact
from wangge.cases.visibility import visible_case


def page_of(city: City, name: str, path: str) -> str:
    client = browser(city, name)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return words_of(client, path)


def test_everybody_has_the_buttons_of_what_they_may_do(city: City, clock):
    case = in_progress(city)
    clerk = browser(city, "sanitation").get(f"/cases/{case.number}/").context
    assert clerk["first"][0] == "resolve"
    assert {"return", "assign", "ask_extension"} <= {verb for verb, _words in clerk["likely"]}
    operator = browser(city, "intake").get(f"/cases/{case.number}/").context
    assert operator["first"] is None
    assert "acknowledge" not in {verb for verb, _words in [*operator["likely"], *operator["others"]]}


def test_answers_are_offered_only_where_somebody_asks(city: City, clock):
    case = in_progress(city)
    supervisor = browser(city, "supervisor")
    assert supervisor.get(f"/cases/{case.number}/").context["first"] is None
    unit = city.actor("sanitation", clock.at)
    ask_extension(case=load(case, unit), reason="weather", note="雨太大", by=unit)
    page = supervisor.get(f"/cases/{case.number}/").context
    assert page["first"][0] == "grant_extension"
    assert "suspend" not in {verb for verb, _words in page["others"]}


def test_the_supervisor_gives_a_check_to_somebody_of_the_place(city: City, clock):
    case = resolved(city)
    client = browser(city, "supervisor")
    assert "send_to_check" in {verb for verb, _words in client.get(f"/cases/{case.number}/").context["likely"]}
    form = client.get(f"/cases/{case.number}/send_to_check/").context["form"]
    assert {name for name, _words in form.fields["checker"].choices} == {
        "", "deputy", "neighbour", "community", "subdistrict",
    }  # fmt: skip
    answer = client.post(f"/cases/{case.number}/send_to_check/", {"seen": form["seen"].value(), "checker": "community"})
    assert answer.status_code == 303
    waiting = browser(city, "community").get("/desk/checks/").context["orders"]
    assert [order.case for order in waiting] == [case]


def test_the_reporter_and_the_notes_of_the_centre_are_hidden_from_the_unit(city: City, clock):
    guilan = Contact("周桂兰", "0717-6000001", None, may_call=True)
    case = dispatched(city, contact=guilan, on_behalf=True)
    by = city.actor("supervisor", clock.at)
    note_case(case=visible_case(case.number, by=by), note="上报人是老住户", by=by)
    for name, told in (("supervisor", True), ("sanitation", False)):
        words = page_of(city, name, f"/cases/{case.number}/")
        assert ("老住户" in words) is told
        assert "周桂兰" not in words
        assert "6000001" not in words


def answered_no(city: City, *, merged: bool) -> Case:
    """A closed case that Xu finds not fixed: who joined it, or whose report of the same was merged into it."""
    case = checked(city)
    if merged:
        twin, intake = reported(city, "xu"), city.actor("intake", at(DAY, "18:05"))
        merge_case(case=load(twin, intake), into=case, by=intake)
    else:
        follow_case(case=case, contact=None, by=city.actor("xu", at(DAY, "18:05")))
    by = city.actor("supervisor", at(DAY, "18:10"))
    case = close_case(case=load(case, by), closure="1", by=by)
    ask_follow_ups(case=case, at=by.at)
    follower = Follower.objects.select_related("case__merged_into").get(user=city.people["xu"])
    return answer_follow_up(follower=follower, fixed=False, by=city.actor("xu", at(DAY, "18:20"))).case


@pytest.mark.parametrize("merged", [False, True])
def test_who_follows_a_case_and_says_no_or_opens_it_again_is_hidden_from_the_unit(city: City, clock, merged: bool):
    clock.at = at(DAY, "18:30")
    case, name = answered_no(city, merged=merged), city.people["xu"].work_name
    for who, told in (("supervisor", True), ("sanitation", False)):
        assert (name in page_of(city, who, f"/cases/{case.number}/")) is told
        steps = send(browser(city, who), "GET", f"/cases/{case.number}").json()["steps"]
        named = {step["verb"]: step["by"] for step in steps}
        theirs = {verb: by for verb, by in named.items() if verb in {"follow_up", "reopen"}}
        assert theirs == dict.fromkeys(["follow_up", "reopen"] if merged else ["follow_up"], name if told else "")
        assert named["resolve"] == city.people["sanitation"].work_name


def test_a_neighbours_case_is_not_there(city: City, clock):
    case = reported(city)
    for name in ("far", "other_community", "drainage", "planner", "administrator", "xu"):
        assert browser(city, name).get(f"/cases/{case.number}/").status_code == 404, name


def test_photos_are_shown_to_handlers_by_stage(city: City, clock):
    case = resolved(city)
    assert len(browser(city, "lin").get(f"/cases/{case.number}/").context["photos_by_stage"]) == 2
    assert browser(city, "sanitation").get(f"/cases/{case.number}/").context["may_see_photos"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 2),
        ("?state=closed", 1),
        ("?open=yes", 1),
        ("?words=油烟", 0),
        (f"?area={COMMUNITY}", 2),
        ("?area=420502002022", 0),
        ("?unit=sanitation&minor=0101", 1),
        ("?kind=component", 0),
        ("?since=2026-03-11&until=2026-03-12", 2),
        ("?since=2026-03-12", 0),
    ],
)
def test_the_address_narrows_the_list(city: City, clock, asked: str, found: int):
    closed(city)
    reported(city)
    assert len(browser(city, "supervisor").get(f"/cases/{asked}").context["page"].rows) == found


def test_a_search_that_cannot_be_is_answered_with_a_sentence(city: City, clock):
    reported(city)
    for asked in (
        "?area=12",
        "?since=yesterday",
        "?state=lost",
        "?since=0001-01-01",
        "?until=9999-12-31",
        "?since=1999-12-31",
    ):
        page = browser(city, "supervisor").get(f"/cases/{asked}")
        assert (page.status_code, page.context["page"].rows) == (200, ())
        assert page.context["refused"]


def test_a_number_finds_its_case(city: City, clock):
    case = reported(city)
    reported(city)
    assert browser(city, "supervisor").get(f"/cases/?words={case.number}").context["page"].rows == (case,)


def test_the_list_goes_on_by_cursor(city: City, clock):
    some_cases(city, 60)
    client = browser(city, "supervisor")
    first = client.get("/cases/").context["page"]
    second = client.get(f"/cases/?after={first.next}").context["page"]
    assert (len(first.rows), len(second.rows), second.next) == (50, 10, None)


def test_pages_take_few_statements_the_same_for_5_and_for_50_rows(city: City, clock):
    client = browser(city, three_postings(city))
    case = resolved(city)
    some_cases(city, 5)
    words_of(client, "/cases/")  # what processes keep is read once
    before = statements_of(client, "/cases/"), statements_of(client, f"/cases/{case.number}/")
    some_cases(city, 45)
    after = statements_of(client, "/cases/"), statements_of(client, f"/cases/{case.number}/")
    assert after == before
    assert max(after) <= 12
