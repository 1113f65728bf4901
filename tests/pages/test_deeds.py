"""Which buttons the page of a case has, and what it tells of requests and of what was merged into it."""

import pytest

from tests.api.knocking import browser
from tests.cases.ends import closed, resolved
from tests.cases.ways import add_photo, dispatched, filed, in_progress, reported, seen_by
from tests.cases.written_cases import written_case, written_step
from tests.city import City, at
from tests.pages.opened import statements_of, words_of
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.extensions import ask_extension, refuse_extension
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.unit import acknowledge_case
from wangge.cases.deeds import gives_check
from wangge.cases.forms import FORMS
from wangge.cases.models import Case, Order, PhotoStage
from wangge.cases.reports import Contact
from wangge.cases.story import possible_verbs
from wangge.cases.workflow import Verb


def offered(city: City, name: str, case: Case) -> dict[str, list[str]]:
    shown = browser(city, name).get(f"/cases/{case.number}/").context
    first = [shown["first"][0]] if shown["first"] else []
    return {"first": first, **{key: [verb for verb, _words in shown[key]] for key in ("likely", "others")}}


def asked(city: City, case: Case) -> None:
    by = city.actor("sanitation", at("2026-03-11", "08:40"))
    ask_extension(case=seen_by(city, "sanitation", case), reason="weather", note="storm", by=by)


def test_nothing_is_offered_for_which_nobody_asked(city: City, clock):
    case = in_progress(city)
    decisions = {"grant_extension", "refuse_extension", "suspend", "refuse_suspension", "void", "refuse_void"}
    for name in ("supervisor", "lead"):
        found = offered(city, name, case)
        assert decisions.isdisjoint([*found["first"], *found["likely"], *found["others"]]), name
    asked(city, case)
    found = offered(city, "supervisor", case)
    assert found["first"] == ["grant_extension"]
    assert "refuse_extension" in found["likely"]


@pytest.mark.parametrize(
    ("brought", "name", "first"),
    [
        (filed, "dispatcher", ["dispatch"]),
        (dispatched, "sanitation", ["acknowledge"]),
        (in_progress, "sanitation", ["resolve"]),
        (in_progress, "intake", []),
    ],
)
def test_the_primary_button_is_what_one_came_for(city: City, clock, brought, name: str, first: list[str]):
    found = offered(city, name, brought(city))
    assert found["first"] == first
    assert "acknowledge" not in [*found["likely"], *found["others"]]


def test_a_supporting_unit_that_acknowledged_is_offered_its_work_before_the_lead_has_looked(city: City, clock):
    case = dispatched(city, support=("drainage",))
    by = city.actor("drainage", at("2026-03-11", "08:20"))
    acknowledge_case(case=seen_by(city, "drainage", case), by=by)
    found = offered(city, "drainage", case)
    assert found["first"] == ["resolve"]
    assert {"assign", "ask_extension"} <= {*found["likely"]}
    lead = offered(city, "sanitation", case)
    assert {"resolve", "ask_extension"}.isdisjoint([*lead["first"], *lead["likely"], *lead["others"]])
    client = browser(city, "drainage")
    assert client.get(f"/cases/{case.number}/resolve/").status_code == 200
    assert b"/resolve/" in client.get("/desk/unit/?pile=working").content
    assert browser(city, "sanitation").get(f"/cases/{case.number}/resolve/").status_code == 409


def test_what_is_done_at_a_part_is_possible_for_the_unit_that_is_at_its_own_and_for_no_other(city: City):
    case, now = dispatched(city, support=("drainage",)), at("2026-03-11", "08:20")
    by = city.actor("drainage", now)
    acknowledge_case(case=seen_by(city, "drainage", case), by=by)
    case, at_work = seen_by(city, "drainage", case), {"assign", "ask_extension", "resolve", "resolve_part"}
    found = {
        name: at_work & {*possible_verbs(case, tuple(case.orders.all()), by=city.actor(name, now))}
        for name in ("drainage", "sanitation", "lin", "supervisor")
    }
    assert found == {"drainage": at_work, "sanitation": set(), "lin": set(), "supervisor": set()}
    lead = city.actor("sanitation", now)
    case = acknowledge_case(case=seen_by(city, "sanitation", case), by=lead)
    assert at_work <= {*possible_verbs(case, tuple(case.orders.all()), by=lead)}


def test_what_the_lead_cannot_do_before_it_acknowledged_is_refused_before_anybody_writes(city: City, clock):
    number = dispatched(city).number
    client = browser(city, "sanitation")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    for verb in ("ask_extension", "assign"):
        answer = client.get(f"/cases/{number}/{verb}/")
        assert (verb, answer.status_code) == (verb, 409)
        assert f"is not possible for case {number}: it is" in answer.content.decode()


def test_a_unit_that_is_done_while_others_work_is_told_so_before_anybody_writes(city: City, clock):
    case, by = in_progress(city, support=("drainage",)), city.actor("drainage", at("2026-03-11", "09:00"))
    resolve_case(case=seen_by(city, "drainage", case), by=by)
    client = browser(city, "drainage")
    assert {client.get(f"/cases/{case.number}/{verb}/").status_code for verb in ("resolve", "ask_extension")} == {409}
    assert browser(city, "sanitation").get(f"/cases/{case.number}/resolve/").status_code == 200


def test_more_time_that_is_not_to_be_had_is_refused_before_anybody_writes(city: City, clock):
    case, client = in_progress(city), browser(city, "sanitation")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    path = f"/cases/{case.number}/ask_extension/"
    assert client.get(path).status_code == 200
    asked(city, case)
    answer = client.get(path)
    assert (answer.status_code, "waits for the answer" in answer.content.decode()) == (Unusable.status, True)
    clock.at = at("2026-03-11", "14:10")
    answer = client.get(path)
    assert (answer.status_code, "passed on 2026-03-11 14:10" in answer.content.decode()) == (Unusable.status, True)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({}, 200),
        ({"on_behalf": True}, Unusable.status),
        ({"contact": Contact("周桂兰", "0717-6000000", may_call=True)}, Unusable.status),
    ],
)
def test_what_others_wait_for_is_refused_on_the_spot_before_anybody_takes_photos(
    city: City, clock, told: dict[str, object], status: int
):
    case = reported(city, **told)
    path = f"/cases/{case.number}/handle_on_the_spot/"
    assert browser(city, "lin").get(path).status_code == status
    assert browser(city, "community").get(path).status_code == 403


@pytest.mark.parametrize("name", ["sanitation", "lin", "intake", "supervisor"])
def test_the_form_of_a_verb_opens_for_whom_it_is_possible_and_for_nobody_else(city: City, clock, name: str):
    clock.at = at("2026-03-11", "18:00")
    case, by, client = resolved(city), city.actor(name, clock.at), browser(city, name)
    possible = {*possible_verbs(case, tuple(case.orders.all()), by=by)}
    possible |= {Verb.SEND_TO_CHECK} if gives_check(case, by) else set()
    answers = {verb: client.get(f"/cases/{case.number}/{verb}/").status_code for verb in FORMS}
    assert {verb for verb, status in answers.items() if status == 200} == possible & set(FORMS)
    assert {*answers.values()} <= {200, 403, 409}


def test_who_may_check_is_read_by_none_but_who_gives_the_check_away(city: City, clock):
    clock.at = at("2026-03-11", "18:00")
    path = f"/cases/{resolved(city).number}/send_to_check/"
    checker = city.people["community"].work_name
    for name in ("sanitation", "lin", "intake"):
        client = browser(city, name)
        for answer in (client.get(path), client.post(path), client.post(path, {"checker": "community"})):
            assert answer.status_code == 403, name
            assert checker not in answer.content.decode()
    assert checker in words_of(browser(city, "supervisor"), path)


def test_a_form_whose_time_is_over_says_where_the_case_is_now(city: City, clock):
    clock.at = at("2026-03-11", "18:00")
    client = browser(city, "sanitation")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    case = resolved(city)
    answer = client.get(f"/cases/{case.number}/resolve/")
    assert answer.status_code == 409
    assert f"is not possible for case {case.number}: it is" in answer.content.decode()


def test_an_appeal_is_offered_against_an_overdue_mark_only(city: City, clock):
    case = closed(city)
    assert "ask_appeal" not in offered(city, "sanitation", case)["likely"]
    Order.objects.filter(case=case, kind="part").update(overdue_at=at("2026-03-11", "12:00"))
    assert "ask_appeal" in offered(city, "sanitation", case)["likely"]


def test_who_resolved_it_is_told_that_somebody_else_checks_it(city: City, clock):
    clock.at = at("2026-03-11", "18:00")
    case = resolved(city, "09:40")
    lin = browser(city, "lin")
    lin.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    words = words_of(lin, f"/cases/{case.number}/check/")
    assert words.index("Before") < words.index("After") < words.index("Is it fixed?")
    Case.objects.filter(pk=case.pk).update(resolved_by=city.people["lin"])
    words = words_of(lin, f"/cases/{case.number}/check/")
    assert f"You resolved case {case.number} yourself: somebody else checks it" in words
    assert "Is it fixed?" not in words
    assert "check" not in offered(city, "lin", case)["first"]


def test_the_page_tells_requests_and_what_was_merged_into_it(city: City, clock):
    case = in_progress(city)
    asked(city, case)
    twin = written_case(city, state="merged", merged_into=case)
    client = browser(city, "sanitation")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    words = words_of(client, f"/cases/{case.number}/")
    assert "waits for the answer" in words
    assert twin.number in words


def test_what_the_centre_answered_stands_on_the_desk_of_the_unit(city: City, clock):
    case = in_progress(city)
    asked(city, case)
    client = browser(city, "sanitation")
    assert client.get("/desk/unit/").context["answers"] == []
    by = city.actor("supervisor", at("2026-03-11", "08:50"))
    refuse_extension(case=seen_by(city, "supervisor", case), answer="it is dry by noon", by=by)
    assert "it is dry by noon" in words_of(client, "/desk/unit/")
    assert browser(city, "drainage").get("/desk/unit/").context["answers"] == []


def test_orders_are_printed_with_photos_and_without_the_token_of_the_form(city: City, clock):
    case = in_progress(city)
    case.photos.filter(stage=PhotoStage.REPORT).update(state="ready")
    client = browser(city, "sanitation")
    answer = client.post(
        "/desk/unit/many/", {"number": [case.number], "deed": "print", "csrfmiddlewaretoken": "secret"}
    )
    assert (answer.status_code, answer["Location"]) == (303, f"/desk/unit/print/?number={case.number}")
    assert f"/photos/{case.photos.get(stage=PhotoStage.REPORT).pk}?size=full" in words_of(client, answer["Location"])


@pytest.mark.parametrize("name", ["supervisor", "sanitation", "lin"])
def test_the_page_of_a_case_takes_as_many_statements_whatever_happened(city: City, clock, name: str):
    case = in_progress(city)
    client, taken = browser(city, name), []
    for much in (1, 11):
        for place in range(much):
            written_step(case, "comment", role="unit_clerk", by=city.people["sanitation"])
            add_photo(case, PhotoStage.REPORT, at("2026-03-11", f"08:{10 + much + place}"))
            written_case(city, state="merged", merged_into=case)
        words_of(client, f"/cases/{case.number}/")
        taken.append(statements_of(client, f"/cases/{case.number}/"))
    assert taken[0] == taken[1] <= 12


def test_the_menu_calls_city_property_by_its_word_and_not_like_parts_of_a_screen(city: City, clock):
    words = words_of(browser(city, "sanitation"), "/desk/unit/").partition("</nav>")[0]
    assert "部件" in words
    assert "组件" not in words
