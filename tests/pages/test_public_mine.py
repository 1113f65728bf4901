"""My report: the whole story behind a private link, answered by one tap, known to nobody else."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cases.ends import THURSDAY, closed, load, resolved
from tests.cases.pictures import jpeg
from tests.cases.ways import in_progress
from tests.city import City, at
from tests.pages.opened import statements_of, words_of
from tests.pages.residents import resident, sent
from wangge.cases.actions.checking import check_case
from wangge.cases.actions.closing import close_case
from wangge.cases.actions.follow_ups import ask_follow_ups
from wangge.cases.actions.following import follow_case, read_contact
from wangge.cases.models import Case, Follower, Photo
from wangge.cases.reports import Contact, follower_token
from wangge.cases.workflow import State
from wangge.territory.actors import reporter

pytestmark = pytest.mark.usefixtures("clock")


def asked(city: City, clock) -> tuple[Case, str]:
    """Told to Lin by Zhou Guilan, closed, and she is asked; the page is opened on the next morning."""
    case = closed(city, on_behalf=True, contact=Contact("周桂兰", "0717-6000000", may_call=True))
    ask_follow_ups(case=case, at=at("2026-03-11", "18:11"))
    clock.at = at(THURSDAY, "09:00")
    return case, follower_token(Follower.objects.select_related("case").get(case=case, reporter=True))


def joined(city: City, case: Case) -> str:
    return follow_case(case=case, contact=None, by=reporter(at("2026-03-11", "08:30")))[1]


def test_the_story_says_in_plain_words_who_has_it_and_by_when(city):
    case = in_progress(city)
    case.unit.name_en = "Sanitation"
    case.unit.save()
    page = words_of(resident(), f"/my/{joined(city, case)}/")
    assert "being worked on" in page
    assert "Sanitation has it now." in page
    assert "It is to be done today (11 March) before 14:10." in page
    assert "given to the unit in charge" in page
    assert not any(user.work_name in page for user in city.people.values())


def test_what_was_just_sent_is_received(city):
    client = resident()
    page = words_of(client, f"/my/{sent(client)}/")
    assert Case.objects.get().number in page
    assert "received" in page


def test_a_deadline_that_passed_is_said_to_be_late(city, clock):
    token = joined(city, in_progress(city))
    clock.at = at("2026-03-11", "16:00")
    assert "and is late" in words_of(resident(), f"/my/{token}/")


def test_what_is_being_checked_is_nobodys_delay(city, clock):
    token = joined(city, resolved(city))
    clock.at = at("2026-03-11", "16:00")
    page = words_of(resident(), f"/my/{token}/")
    assert "Somebody looks on the spot whether it is fixed." in page
    assert "and is late" not in page


def test_the_private_page_is_neither_kept_nor_found_nor_told_to_others(city):
    client = resident()
    token = sent(client)
    for path in (f"/my/{token}/", f"/my/{token}/sent/", f"/track/{token}"):
        answer = client.get(path)
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_the_link_of_a_message_leads_to_the_page(city):
    client = resident()
    token = sent(client)
    assert client.get(f"/track/{token}")["Location"] == f"/my/{token}/"


def test_a_wrong_link_leads_nowhere(city):
    answer = resident().get(f"/my/{'0' * 32}/")
    assert answer.status_code == 404
    assert "was it copied whole?" in answer.content.decode()


def test_a_no_opens_the_case_again_by_one_tap(city, clock):
    case, token = asked(city, clock)
    client = resident()
    assert "Is it really fixed?" in words_of(client, f"/my/{token}/")
    answer = client.post(f"/my/{token}/answer/", {"fixed": "no"}, follow=True)
    assert "is open again, and somebody looks at it" in answer.content.decode()
    case.refresh_from_db()
    assert case.state == State.CHECKING
    assert "Is it really fixed?" not in words_of(client, f"/my/{token}/")


def test_after_a_yes_it_can_still_be_opened_again_within_fifteen_days(city, clock):
    case, token = asked(city, clock)
    client = resident()
    client.post(f"/my/{token}/answer/", {"fixed": "yes"})
    assert "Open it again" in words_of(client, f"/my/{token}/")
    clock.at += timedelta(days=16)
    assert "Open it again" not in words_of(client, f"/my/{token}/")
    refused = client.post(f"/my/{token}/reopen/")
    assert refused.status_code == 422
    assert "report what you see as a new case" in refused.content.decode()
    clock.at = at(THURSDAY, "10:00")
    assert client.post(f"/my/{token}/reopen/").status_code == 303
    case.refresh_from_db()
    assert case.state == State.CHECKING


def test_who_joined_is_asked_and_opens_nothing_again(city, clock):
    case = resolved(city)
    token = joined(city, case)
    for act, name, said in ((check_case, "lin", {"outcome": "fixed"}), (close_case, "supervisor", {"closure": "1"})):
        by = city.actor(name, at("2026-03-11", "18:10"))
        case = act(case=load(case, by), by=by, **said)
    ask_follow_ups(case=case, at=at("2026-03-11", "18:11"))
    clock.at, client = at(THURSDAY, "09:00"), resident()
    page = words_of(client, f"/my/{token}/")
    assert "Is it really fixed?" in page
    assert "the supervision centre hears of it" in page
    answer = client.post(f"/my/{token}/answer/", {"fixed": "no"}, follow=True)
    assert "duty supervisor sees it and decides" in answer.content.decode()
    assert "Open it again" not in words_of(client, f"/my/{token}/")
    assert client.post(f"/my/{token}/reopen/").status_code == 403
    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_browsers_that_tell_no_origin_may_answer(city, clock):
    _case, token = asked(city, clock)
    client = resident()
    client.handler.enforce_csrf_checks = True
    answer = client.post(f"/my/{token}/answer/", {"fixed": "yes"}, headers={"Origin": "null"})
    assert answer.status_code == 303


def test_a_photo_is_added_by_the_reporter_alone(city, photo_folder):
    client = resident()
    token = sent(client)
    photo = SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")
    assert client.post(f"/my/{token}/photo/", {"photo": photo}).status_code == 303
    assert Photo.objects.get().case == Case.objects.get()
    assert "No photo was chosen" in client.post(f"/my/{token}/photo/").content.decode()
    other = joined(city, in_progress(city))
    assert "Send the photo" not in words_of(client, f"/my/{other}/")
    photo = SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")
    assert client.post(f"/my/{other}/photo/", {"photo": photo}).status_code == 403


def test_a_contact_shows_who_read_it_and_is_erased_by_one_tap(city):
    client = resident()
    token = sent(client, address="0717-6000000")
    assert "Nobody has read it so far." in words_of(client, f"/my/{token}/")
    read_contact(case=Case.objects.get(), reason="to call back", by=city.actor("intake", at("2026-03-11", "10:00")))
    assert "to call back" in words_of(client, f"/my/{token}/")
    client.post(f"/my/{token}/withdraw/")
    assert Follower.objects.get().sealed is None
    assert "Erase it" not in words_of(client, f"/my/{token}/")


def test_the_language_of_the_page_is_that_of_the_messages(city):
    client = resident()
    token = sent(client, address="0717-6000000")
    answer = client.post(f"/my/{token}/language/", {"language": "zh-hans", "next": f"/my/{token}/"})
    assert answer["Location"] == f"/my/{token}/"
    assert Follower.objects.get().language == "zh_Hans"
    assert client.get(f"/my/{token}/").wsgi_request.LANGUAGE_CODE == "zh-hans"


@pytest.mark.parametrize("shape", ["{}", "https://wangge.example/track/{}", " https://wangge.example/my/{}/ "])
def test_a_link_is_typed_whole_or_by_its_end(city, shape):
    client = resident()
    token = sent(client)
    answer = client.post("/my/", {"link": shape.format(token)})
    assert (answer.status_code, answer["Location"]) == (303, f"/my/{token}/")


def test_a_number_alone_opens_what_everybody_may_see(city):
    public, client = in_progress(city), resident()
    assert client.post("/my/", {"link": public.number})["Location"] == f"/near/{public.number}/"
    sent(client)
    hidden = Case.objects.latest("pk")
    answer = client.post("/my/", {"link": hidden.number})
    assert answer.status_code == 404
    assert "telephone us" in answer.content.decode()


def test_the_private_page_takes_at_most_twelve_statements(city, clock):
    _case, token = asked(city, clock)
    assert statements_of(resident(), f"/my/{token}/") <= 10
    assert statements_of(resident(), f"/my/{token}/sent/") <= 4
