"""The inbox: what the centre is to call, what a unit is told; read once for everybody at the desk."""

from datetime import time

import pytest

from tests.api.knocking import browser
from tests.cases.ways import dispatched
from tests.city import City, at, build_city
from tests.pages.opened import statements_of, words_of
from wangge.cases.actions.tidings import spread_tidings
from wangge.cases.reports import Contact
from wangge.messages.models import Message, Preference
from wangge.territory.views.inbox import with_links


@pytest.fixture
def city(transactional_db: None) -> City:
    """A reader passes over what is not committed yet, so here everything is."""
    return build_city()


def told(city: City) -> str:
    """Sanitation has a case of a resident who is to be called; its number."""
    guilan = Contact("周桂兰", "0717-6000001", None, may_call=True)
    case = dispatched(city, contact=guilan, on_behalf=True)
    spread_tidings(at("2026-03-11", "08:11"))
    return case.number


def test_the_centre_reads_whom_to_call_and_the_unit_what_is_theirs(city: City, clock):
    number = told(city)
    for name in ("intake", "supervisor", "sanitation"):
        words = words_of(browser(city, name), "/inbox/")
        assert f'href="/cases/{number}/"' in words, name
        assert "周桂兰" not in words
    assert number not in words_of(browser(city, "drainage"), "/inbox/")


def test_what_one_marks_is_read_for_the_whole_desk_and_nothing_of_others(city: City, clock):
    told(city)
    letter = Message.objects.get(to_desk="desk:centre", topic="call")
    assert browser(city, "drainage").post("/inbox/read/", {"letter": letter.pk}).status_code == 303
    letter.refresh_from_db()
    assert letter.read_at is None
    browser(city, "intake").post("/inbox/read/", {"letter": letter.pk})
    letter.refresh_from_db()
    assert letter.read_at is not None
    page = browser(city, "supervisor").get("/inbox/")
    assert letter not in [row for row, _words in page.context["letters"]]
    assert letter in [row for row, _words in browser(city, "supervisor").get("/inbox/?all=1").context["letters"]]


@pytest.mark.parametrize("row", ["²", "000000000000000000x", "9" * 25, "-1", "x"])
def test_a_row_that_is_no_number_counts_as_not_named(city: City, clock, row: str):
    client = browser(city, "intake")
    told(city)
    assert client.post("/inbox/read/", {"letter": [row, "0"]}).status_code == 303
    assert not Message.objects.filter(read_at__isnull=False).exists()
    assert client.get("/inbox/", {"after": row}).context["letters"]


def test_words_are_escaped_around_their_links():
    assert with_links("<b> 000-000-001-3 & more") == (
        '&lt;b&gt; <a class="number" href="/cases/000-000-001-3/">000-000-001-3</a> &amp; more'
    )


def test_it_takes_few_statements_however_many_letters(city: City, clock):
    told(city)
    client = browser(city, "intake")
    before = statements_of(client, "/inbox/")
    letter = Message.objects.get(to_desk="desk:centre", topic="call")
    for number in range(45):
        letter.pk, letter.key = None, f"more-{number}"
        letter.save(force_insert=True)
    assert statements_of(client, "/inbox/") == before <= 12


def test_one_says_how_one_wants_to_be_told_and_finds_it_so_again(city: City, signed_in):
    client = signed_in("intake")
    assert "How I want to be told" in words_of(client, "/inbox/")
    assert 'name="email" checked' in " ".join(words_of(client, "/inbox/wishes/").split()).replace('id="id_email" ', "")
    sent = {"digest": "on", "quiet_from": "20:00", "quiet_until": "07:30"}
    answer = client.post("/inbox/wishes/", sent)
    assert (answer.status_code, answer["Location"]) == (303, "/inbox/")
    kept = Preference.objects.get(user=city.people["intake"])
    assert (kept.email, kept.digest, kept.quiet_from, kept.quiet_until) == (False, True, time(20), time(7, 30))
    page = words_of(client, "/inbox/wishes/")
    assert 'value="20:00"' in page


@pytest.mark.parametrize("sent", [{"quiet_from": "20:00"}, {"quiet_from": "x", "quiet_until": "07:00"}])
def test_half_a_wish_is_refused_and_nothing_kept(city: City, signed_in, sent):
    assert signed_in("intake").post("/inbox/wishes/", sent).status_code == 422
    assert not Preference.objects.exists()
