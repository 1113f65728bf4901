"""The desk of instructions: given, counted, read by name where they are overseen, answered, withdrawn."""

import pytest

from tests.api.knocking import browser
from tests.city import COMMUNITY, GRIDS, SUBDISTRICT, City, at
from tests.pages.opened import statements_of, words_of
from wangge.fieldwork.actions.instructions import Wanted, acknowledge_instruction, answer_instruction, give_instruction
from wangge.fieldwork.models import Acknowledgement, Addressed, Instruction
from wangge.territory.models import Area

DESK = "/desk/instructions/"
WRITTEN = {
    "place": COMMUNITY,
    "addressed": "grid_workers",
    "title": "查看消防通道",
    "text": "本周请把楼道里的杂物看一遍。",
    "answer_by": "2026-03-13T18:00",
    "report_wanted": "on",
}


def given(city: City, who: str = "subdistrict", area: str = COMMUNITY, **more) -> Instruction:
    wanted = Wanted(**{"title": "查看消防通道", "text": "看一遍。", **more})
    by = city.actor(who, at("2026-03-11", "08:30"))
    return give_instruction(wanted=wanted, area=Area.objects.get(code=area), by=by)


@pytest.mark.parametrize("name", ["lin", "xu", "community", "subdistrict", "supervisor", "lead", "intake", "planner"])
def test_the_page_opens_for_who_gives_or_is_given_instructions(city: City, clock, name: str):
    status = browser(city, name).get(DESK).status_code
    assert status == (403 if name in {"intake", "planner"} else 200)
    menu = browser(city, name).get("/inbox/").content.decode()
    assert (f'href="{DESK}"' in menu) == (status == 200)


def test_the_community_gives_one_and_reads_who_has_not_read_it_yet(city: City, clock, signed_in):
    client = signed_in("community")
    assert client.post(DESK, WRITTEN).status_code == 303
    one = Instruction.objects.get()
    assert (one.answer_by, one.report_wanted) == (at("2026-03-13", "18:00"), True)
    assert "0 of 3 have read it" in words_of(client, DESK)
    answer_instruction(instruction=one, answer="三处已清。", by=city.actor("lin", at("2026-03-11", "10:00")))
    words = words_of(client, DESK)
    assert "1 of 3 have read it" in words
    assert "1 have reported" in words
    page = client.get(f"{DESK}{one.pk}/").content.decode()
    missing, read = page.split("Have read it: 1")
    assert "Not yet: 2" in missing
    assert [name in missing for name in ("何青", "梁禾", "林巧")] == [True, True, False]
    assert "三处已清。" in read


def test_one_for_a_grid_goes_to_its_workers(city: City, clock, signed_in):
    client = signed_in("community")
    assert f'value="{GRIDS[1]}"' in words_of(client, DESK)
    assert client.post(DESK, {**WRITTEN, "place": GRIDS[1]}).status_code == 303
    assert Instruction.objects.get().grid_code == GRIDS[1]
    refused = client.post(DESK, {**WRITTEN, "place": GRIDS[1], "addressed": "everybody"})
    assert refused.status_code == 422
    assert "address it to them" in refused.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"place": SUBDISTRICT}, {"title": ""}, {"text": "把上访人员的名单报上来"}, {"answer_by": "2026-03-10T18:00"}],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(city: City, clock, signed_in, wrong):
    answer = signed_in("community").post(DESK, {**WRITTEN, **wrong})
    assert answer.status_code in {400, 422}
    assert "errorlist" in answer.content.decode()
    assert not Instruction.objects.exists()


def test_who_may_only_read_gives_none(city: City, clock):
    assert browser(city, "lin").post(DESK, WRITTEN).status_code == 403


def test_a_wide_one_shows_communities_first_and_names_of_the_chosen_one(city: City, clock, signed_in):
    one = given(city, area=SUBDISTRICT, addressed=Addressed.EVERYBODY)
    acknowledge_instruction(instruction=one, by=city.actor("far", at("2026-03-11", "09:00")))
    client = signed_in("subdistrict")
    words = words_of(client, f"{DESK}{one.pk}/")
    assert "1 of 2" in words
    assert "0 of 4" in words
    assert "邹远" not in words
    assert "邹远" in words_of(client, f"{DESK}{one.pk}/?community=420502002022")


def test_community_staff_answer_at_their_desk(city: City, clock, signed_in):
    one = given(city, addressed=Addressed.COMMUNITY_STAFF, report_wanted=True)
    client = signed_in("community")
    assert "查看消防通道" in words_of(client, DESK)
    assert client.post(f"{DESK}{one.pk}/", {"answer": ""}).status_code == 303
    assert client.post(f"{DESK}{one.pk}/", {"answer": "已看。"}).status_code == 303
    assert Acknowledgement.objects.get().answer == "已看。"
    assert "Your report: 已看。" in words_of(client, f"{DESK}{one.pk}/")
    assert "For you" not in words_of(client, DESK)


def test_it_is_withdrawn_and_of_another_community_it_is_not_there(city: City, clock, signed_in):
    one = given(city)
    assert browser(city, "other_community").post(f"{DESK}{one.pk}/withdraw/").status_code == 404
    assert browser(city, "lin").post(f"{DESK}{one.pk}/withdraw/").status_code == 403
    assert signed_in("community").post(f"{DESK}{one.pk}/withdraw/").status_code == 303
    assert "withdrawn" in words_of(signed_in("community"), DESK)
    assert browser(city, "other_community").get(f"{DESK}{one.pk}/").status_code == 404


def test_a_long_list_comes_in_pages_with_as_many_statements_as_a_short_one(city: City, clock, signed_in):
    client = signed_in("community")
    words_of(client, DESK)
    counts = []
    for number in (5, 45):
        for _each in range(number):
            given(city, "community")
        counts.append(statements_of(client, DESK))
    assert counts[0] == counts[1] <= 12, counts
    assert 'rel="next"' in words_of(client, DESK)
    assert 'rel="prev"' in words_of(client, f"{DESK}?page=3")
    assert statements_of(client, f"{DESK}{Instruction.objects.latest('pk').pk}/") <= 12


def test_a_volunteer_takes_a_task_gives_it_back_and_reports_that_it_is_done(city: City, clock, signed_in):
    giver, client = signed_in("community"), signed_in("xu")
    task = {**WRITTEN, "addressed": "volunteers", "report_wanted": ""}
    assert giver.post(DESK, task).status_code == 422
    assert giver.post(DESK, {**task, "places": "2"}).status_code == 303
    one = Instruction.objects.get()
    assert "I take it" in words_of(client, f"{DESK}{one.pk}/")
    assert client.post(f"{DESK}{one.pk}/", {}).status_code == 303
    assert "1 of 2 places are taken" in words_of(giver, DESK)
    assert "许文" in words_of(giver, f"{DESK}{one.pk}/")
    assert client.post(f"{DESK}{one.pk}/give-back/").status_code == 303
    assert "0 of 2 places are taken" in words_of(giver, DESK)
    assert "许文" not in words_of(giver, f"{DESK}{one.pk}/")  # who is free to take it is not named as missing
    for said in ({}, {"answer": "三处已清。"}):
        assert client.post(f"{DESK}{one.pk}/", said).status_code == 303
    assert "1 have done it" in words_of(giver, DESK)
    assert client.post(f"{DESK}{one.pk}/give-back/").status_code == 409
