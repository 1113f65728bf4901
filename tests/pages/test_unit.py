"""The desk of a unit, its handlers, and work orders on paper."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.knocking import browser
from tests.cases.pictures import jpeg, picture
from tests.cases.ways import dispatched, in_progress
from tests.cases.written_cases import written_case, written_order
from tests.city import City, at
from tests.pages.opened import statements_of, words_of
from wangge.cases.actions.unit import assign_handler
from wangge.cases.models import Case, Photo
from wangge.cases.unit_desk import A_PAGE
from wangge.cases.visibility import visible_case


@pytest.fixture
def clerk(city: City, clock):
    client = browser(city, "sanitation")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def test_what_is_ticked_is_acknowledged_and_each_answers_for_itself(city: City, clerk):
    fresh, done = dispatched(city), in_progress(city, grid=1)
    answer = clerk.post("/desk/unit/many/", {"number": [fresh.number, done.number], "deed": "acknowledge"}, follow=True)
    words = answer.content.decode()
    assert "1 done." in words
    assert f"{done.number}: " in words
    assert {case.state for case in Case.objects.all()} == {"in_progress"}


def test_several_cases_are_given_to_a_handler_at_once(city: City, clerk):
    cases = [in_progress(city), in_progress(city, grid=1)]
    clerk.post("/desk/unit/many/", {"number": [one.number for one in cases], "deed": "assign", "handler": "sweeper"})
    assert {case.handler for case in Case.objects.all()} == {city.people["sweeper"]}
    assert cases[0].number in words_of(browser(city, "sweeper"), "/desk/handler/")


def test_nothing_ticked_and_nobody_chosen_are_said(city: City, clerk):
    assert clerk.post("/desk/unit/many/", {"deed": "acknowledge"}).status_code == 422
    number = in_progress(city).number
    for nobody in ({}, {"handler": "nobody"}, {"handler": "sweeper\0"}):
        answer = clerk.post("/desk/unit/many/", {"number": number, "deed": "assign", **nobody})
        assert answer.status_code == 422
        assert "Choose who" in answer.content.decode()


def test_a_pile_holds_what_it_says(city: City, clerk, clock):
    waiting, working = dispatched(city), in_progress(city, grid=1)
    assert [part.case for part in clerk.get("/desk/unit/?pile=waiting").context["parts"]] == [waiting]
    assert [part.case for part in clerk.get("/desk/unit/?pile=working").context["parts"]] == [working]
    counts = {pile.key: pile.count for pile in clerk.get("/desk/unit/").context["piles"]}
    assert counts == {"open": 2, "waiting": 1, "working": 1, "rework": 0, "soon": 0, "overdue": 0, "suspended": 0}
    clock.at = at("2026-03-12", "09:00")
    assert len(clerk.get("/desk/unit/?pile=overdue").context["parts"]) == 2


def test_a_long_pile_comes_in_pages_and_none_is_left_out(city: City, clerk):
    for _number in range(A_PAGE + 3):
        case = written_case(city, state="dispatched", unit=city.units["sanitation"])
        written_order(case, "part", unit=city.units["sanitation"], lead=True)
    first, second = (clerk.get(f"/desk/unit/?pile=waiting&page={page}") for page in (1, 2))
    seen = [part.case_id for page in (first, second) for part in page.context["parts"]]
    assert len(first.context["parts"]) == A_PAGE
    assert sorted(set(seen)) == sorted(Case.objects.values_list("pk", flat=True)) == sorted(seen)
    assert 'href="?pile=waiting&amp;page=2" rel="next"' in first.content.decode()
    assert 'href="?pile=waiting&amp;page=1" rel="prev"' in second.content.decode()
    assert clerk.get("/desk/unit/?page=x").context["page"] == 1


def test_the_list_alone_comes_to_an_open_page(city: City, clerk):
    number = dispatched(city).number
    words = clerk.get("/desk/unit/?pile=open", headers={"HX-Request": "true"}).content.decode()
    assert number in words
    assert "<html" not in words


def test_work_orders_are_one_a_sheet_and_only_of_the_own_unit(city: City, clerk):
    own, foreign = dispatched(city), dispatched(city, grid=1, lead="drainage")
    words = words_of(clerk, f"/desk/unit/print/?number={own.number}&number={foreign.number}")
    assert words.count("work-order page-break") == 1
    assert own.number in words
    assert f'Work order <span class="number">{foreign.number}' not in words


def test_a_handler_resolves_with_a_photo_in_one_form(city: City, clock):
    case = in_progress(city)
    by = city.actor("sanitation", at("2026-03-11", "08:30"))
    assign_handler(case=visible_case(case.number, by=by), handler=city.people["sweeper"], by=by)
    handler = browser(city, "sweeper")
    form = handler.get(f"/cases/{case.number}/resolve/").context["form"]
    pictures = [jpeg(picture(width)) for width in (300, 400)]
    photos = [SimpleUploadedFile("a.jpg", one, "image/jpeg") for one in pictures]
    sent = {"outcome": "fixed", "note": "已清运", "seen": form.initial["seen"], "photos": photos}
    answer = handler.post(f"/cases/{case.number}/resolve/?next=/desk/handler/", sent)
    assert (answer.status_code, answer["Location"]) == (303, "/desk/handler/")
    assert Case.objects.get(pk=case.pk).state == "checking"
    assert Photo.objects.filter(case=case, stage="resolve").count() == 2


def test_a_refusal_keeps_the_photos_and_says_so(city: City, clerk):
    case = in_progress(city)
    photo = SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")
    answer = clerk.post(f"/cases/{case.number}/resolve/", {"outcome": "partly", "photos": photo})
    assert answer.status_code == 422
    assert "The photos are kept" in answer.content.decode()
    assert Photo.objects.filter(case=case, stage="resolve").count() == 1


def test_what_is_no_photo_is_refused_with_what_to_do_and_the_words_stay(city: City, clerk):
    case = in_progress(city)
    photo = SimpleUploadedFile("a.jpg", b"not a photo", "image/jpeg")
    answer = clerk.post(f"/cases/{case.number}/resolve/", {"outcome": "fixed", "note": "已清运两车", "photos": photo})
    assert answer.status_code == 422
    assert "已清运两车" in answer.content.decode()
    assert Case.objects.get(pk=case.pk).state == "in_progress"


def test_a_return_without_evidence_is_refused_and_the_choice_stays(city: City, clerk):
    case = dispatched(city)
    owner = city.units["drainage"].pk
    answer = clerk.post(f"/cases/{case.number}/return/", {"reason": "other_owner", "owner": owner})
    assert answer.status_code == 422
    assert f'<option value="{owner}" selected>' in answer.content.decode()


def test_nobody_else_opens_the_desk_of_a_unit(city: City):
    for name in ("lin", "intake", "supervisor", "xu", "administrator"):
        assert browser(city, name).get("/desk/unit/").status_code == 403


def test_desks_take_few_statements_the_same_for_5_and_for_50_parts(city: City, clerk):
    states = ["dispatched", "in_progress", "rework", "suspended", "in_progress"]

    def parts(count: int) -> None:
        for number in range(count):
            case = written_case(city, state=states[number % 5], unit=city.units["sanitation"])
            written_order(case, "part", unit=city.units["sanitation"], lead=True)

    parts(5)
    handler = browser(city, "sweeper")
    pages = ((clerk, "/desk/unit/"), (clerk, "/desk/unit/print/"), (handler, "/desk/handler/"))
    before = [statements_of(client, page) for client, page in pages]
    parts(45)
    after = [statements_of(client, page) for client, page in pages]
    assert after == before
    assert max(after) <= 12
