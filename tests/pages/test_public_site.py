"""The front of the public site, the grid worker's card, and strangers who ask too much."""

import pytest
from django.conf import settings
from ninja.conf import settings as of_ninja
from ninja.throttling import SimpleRateThrottle

from tests.city import inside
from tests.pages.opened import statements_of, words_of
from tests.pages.places import an_address
from tests.pages.residents import resident, said
from wangge.neighbourhood import strangers
from wangge.territory.models import Organisation, Posting

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def _card(city) -> None:
    Posting.objects.filter(user=city.people["lin"]).update(office_phone="0717-6000001", office_hours="8:00-12:00")


def test_the_front_leads_to_everything_and_says_how_without_a_page(city):
    Organisation.objects.filter(code="centre").update(phone="0717-12345")
    page = words_of(resident(), "/")
    for path in ("/report/", "/my/", "/near/", "/worker/", "/figures/", "/waiting/", "/slip/"):
        assert f'href="{path}"' in page
    assert 'href="tel:0717-12345"' in page
    assert "By telephone" in page
    assert statements_of(resident(), "/") == 1


def test_the_number_that_is_set_counts_before_the_organisations(city, settings):
    settings.TELEPHONE = "12345"
    assert 'href="tel:12345"' in words_of(resident(), "/near/")


def test_who_is_signed_in_goes_to_their_desk(city, signed_in):
    assert signed_in("intake").get("/")["Location"] == "/desk/intake/"


def test_the_slip_is_for_writing_by_hand(city):
    assert "paper" in words_of(resident(), "/slip/")


@pytest.mark.usefixtures("_card")
@pytest.mark.parametrize("typed", ["学院街12号", "xueyuanjie12", "xyj12", "学员街12号"])
def test_the_worker_of_an_address_is_found_however_it_is_typed(city, typed):
    an_address("学院街12号")
    answer = resident().get("/worker/", {"place": typed})
    page = answer.content.decode()
    assert "林巧" in page
    assert 'href="tel:0717-6000001"' in page
    assert "8:00-12:00" in page
    assert "何青" in page
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.usefixtures("_card")
def test_the_worker_of_where_one_stands_is_asked_without_telling_the_address_bar(city):
    longitude, latitude = inside(0)
    answer = resident().post("/worker/", {"longitude": longitude, "latitude": latitude})
    assert "林巧" in answer.content.decode()
    assert "lies in no community" in resident().post("/worker/", {"longitude": 1, "latitude": 1}).content.decode()


def test_of_several_addresses_one_is_chosen_and_a_community_is_not_enough(city):
    chosen = an_address("学院街12号")
    an_address("学院街14号")
    client = resident()
    assert words_of(client, "/worker/?place=学院街").count('name="spot"') == 2
    assert "林巧" in words_of(client, f"/worker/?spot=address:{chosen.pk}")
    page = words_of(client, "/worker/?place=桥头社区")
    assert "type your street and house too" in page
    assert "林巧" not in page


def test_a_grid_without_a_worker_says_where_to_turn(city):
    Posting.objects.exclude(grid_code="").delete()
    an_address("学院街12号")
    assert "Nobody works here at the moment" in words_of(resident(), "/worker/?place=学院街12号")


def test_the_page_of_the_worker_takes_at_most_twelve_statements(city):
    for number in range(50):
        an_address(f"学院街{number}号")
    client = resident()
    words_of(client, "/worker/?place=学院街12号")
    assert statements_of(client, "/worker/?place=学院街12号") <= 10
    assert statements_of(client, "/worker/places/?q=学院街") <= 5


def test_colleagues_are_residents_on_public_pages(city, signed_in):
    page = words_of(signed_in("intake"), "/near/")
    assert 'href="/report/"' in page
    assert 'href="/desk/intake/"' not in page


def test_who_asks_too_much_waits_and_others_do_not(city, monkeypatch):
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "reader", "2/m")
    one, other = "192.0.2.1", "192.0.2.2"
    client = resident()
    answers = [client.get("/near/", REMOTE_ADDR=one) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2]["Retry-After"]) > 0
    assert "telephone us" in answers[2].content.decode()
    assert client.get("/near/", REMOTE_ADDR=other).status_code == 200


@pytest.mark.parametrize(("proxies", "third"), [(0, 429), (1, 200)])
def test_what_an_address_says_of_itself_counts_only_behind_our_own_proxy(city, monkeypatch, proxies, third):
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "reader", "2/m")
    monkeypatch.setattr(of_ninja, "NUM_PROXIES", proxies)
    client, address = resident(), f"192.0.2.{10 + proxies}"
    said_of_itself = [f"203.0.113.9, 198.51.100.{number}" for number in range(3)]
    answers = [client.get("/near/", REMOTE_ADDR=address, HTTP_X_FORWARDED_FOR=said) for said in said_of_itself]
    assert [answer.status_code for answer in answers] == [200, 200, third]


def test_without_a_proxy_no_header_is_believed():
    assert (of_ninja.NUM_PROXIES, settings.ALLAUTH_TRUSTED_PROXY_COUNT) == (0, 0)


def test_reports_count_apart_from_what_is_read(city, monkeypatch):
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "anon", "1/m")
    client = resident()
    sends = [client.post("/report/", said(), REMOTE_ADDR="192.0.2.3").status_code for _ in range(2)]
    assert sends == [303, 429]
    assert client.get("/report/", REMOTE_ADDR="192.0.2.3").status_code == 200
    assert issubclass(strangers.Readers, SimpleRateThrottle)
