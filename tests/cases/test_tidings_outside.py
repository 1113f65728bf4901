"""Programs elsewhere are told of steps: of those that they asked for, once, signed, and nothing about a person."""

import json

import pytest
from django.core import mail

from tests.cases.ends import closed
from tests.cases.ways import DAY, dispatched, reported
from tests.city import City, at, build_city
from tests.messages.letterbox import letterbox
from wangge.accounts.models import User
from wangge.cases.actions.tidings import spread_tidings
from wangge.cases.models import CaseStep
from wangge.messages.inbox import Wish, inbox_of, set_preference
from wangge.messages.jobs import send_due
from wangge.messages.models import Channel, Message, MessageState
from wangge.messages.signatures import is_signed
from wangge.messages.webhooks import make_webhook

NOON = at(DAY, "12:00")


@pytest.fixture
def city(transactional_db: None) -> City:
    """A reader passes over what is not committed yet, so here everything is."""
    return build_city()


def deliveries(topic: str = "") -> list[Message]:
    found = Message.objects.filter(channel=Channel.WEBHOOK).order_by("id")
    return list(found.filter(topic=topic) if topic else found)


def test_a_program_gets_the_steps_that_it_asked_for_signed_and_once(city: City, settings):
    with letterbox() as box:
        settings.WEBHOOKS_MAY_BE_PRIVATE = True
        made = make_webhook(url=box.url, topics=["case.dispatch"], at=at(DAY), by=city.people["administrator"])
        case = dispatched(city)
        for _again in range(2):
            spread_tidings(NOON)
            send_due(at=NOON)
    ((headers, body),) = box.posted
    assert headers["Wangge-Topic"] == "case.dispatch"
    assert is_signed(made.secret, body, headers["Wangge-Signature"], at=NOON)
    step = CaseStep.objects.get(case=case, verb="dispatch")
    assert json.loads(body) == {
        "case": case.number,
        "serial": step.serial,
        "verb": "dispatch",
        "before": "filed",
        "after": "dispatched",
        "at": step.at.isoformat(),
        "unit": "sanitation",
        "due_at": step.due_at.isoformat() if step.due_at else None,
    }


def test_who_subscribed_to_case_gets_every_step_and_no_word_of_a_person(city: City, settings):
    settings.WEBHOOKS_MAY_BE_PRIVATE = True
    make_webhook(url="http://127.0.0.1/", topics=["case"], at=at(DAY), by=city.people["administrator"])
    case = closed(city, description="周桂兰家门口的垃圾")
    spread_tidings(NOON)
    told = deliveries()
    assert [one.topic for one in told] == [
        f"case.{step.verb}" for step in CaseStep.objects.order_by("transaction", "id")
    ]
    everything = "".join(one.text for one in told)
    names = {name for user in User.objects.all() for name in (user.username, user.work_name) if name} - {"sanitation"}
    assert case.number in everything
    assert [name for name in names if f'"{name}"' in everything] == []
    assert "垃圾" not in everything


def verification(city: City) -> Message:
    """What lin is told of the verification that she is asked for."""
    reported(city, "xu")
    spread_tidings(at(DAY, "08:01"))
    return Message.objects.get(to_user=city.people["lin"], topic="send_to_verify")


def addressed(city: City, name: str) -> User:
    user = city.people[name]
    user.email = f"{name}@example.org"
    user.save(update_fields=["email"])
    return user


def test_who_has_an_address_is_told_by_e_mail_too_and_reads_it_once_in_the_inbox(city: City):
    lin = addressed(city, "lin")
    told = verification(city)
    assert (told.channel, told.state) == (Channel.EMAIL, MessageState.WAITING)
    assert list(inbox_of(lin)) == [told]
    send_due(at=at(DAY, "08:02"))
    assert [(one.to, one.body) for one in mail.outbox] == [(["lin@example.org"], told.text)]
    assert list(inbox_of(lin)) == [told]


def test_one_letter_a_day_gathers_what_was_told(city: City):
    set_preference(user=addressed(city, "lin"), wish=Wish(digest=True))
    told = verification(city)
    send_due(at=at(DAY, "08:02"))
    assert mail.outbox == []
    send_due(at=at("2026-03-12", "08:00"))
    assert told.text in mail.outbox[0].body


@pytest.mark.parametrize("wish", [Wish(email=False), None])
def test_who_wants_no_letters_or_has_no_address_reads_the_inbox_alone(city: City, wish):
    if wish is not None:
        set_preference(user=addressed(city, "lin"), wish=wish)
    assert verification(city).channel == Channel.INBOX
    send_due(at=at(DAY, "08:02"))
    assert mail.outbox == []
