"""Whether a report may be made so and can be used: rights, lengths, clocks. Reads nothing."""

from dataclasses import replace
from datetime import datetime, timedelta

from wangge.accounts.permissions import Permission, Role, granted
from wangge.accounts.refusals import NotAllowed, Unusable
from wangge.cases.addresses import ensure_address, half_width
from wangge.cases.models import Source
from wangge.cases.refusals import NotForHere
from wangge.cases.reports import Contact, Report
from wangge.language import _
from wangge.messages.models import Channel
from wangge.screens.signs import without_hidden
from wangge.territory.actors import Actor
from wangge.territory.models import AreaKind
from wangge.trust.words import screen_import

LONGEST_DESCRIPTION = 4000
LONGEST_PLACE = 200
LONGEST_COMPONENT = 20
LONGEST_CONTACT = 200
LONGEST_LANGUAGE = 10
_OLDEST_TELLING = timedelta(days=30)
_CLOCK_TOLERANCE = timedelta(minutes=5)
_OWN_WAY = {Source.GRID_WORKER: Role.GRID_WORKER, Source.STATION: Role.COMMUNITY_WORKER}
_PUBLIC = {Source.RESIDENT, Source.OPEN311, Source.MESSAGE}


def sender_of(by: Actor) -> str:
    """Whose ids must differ from each other."""
    return f"user:{by.user_id}" if by.user_id is not None else "public"


def may_report(report: Report, by: Actor) -> None:
    """Raise NotAllowed where the way in, or speaking for another, is not the actor's."""
    if by.is_system:
        return
    if report.source not in _PUBLIC and not by.seats_with(Permission.REPORT):
        raise NotAllowed(_("Only somebody with a posting reports in this way; as a resident report without it"))
    own = _OWN_WAY.get(report.source)
    if own is not None and not any(seat.role is own for seat in by.seats):
        raise NotAllowed(_("Only a grid worker reports as a grid worker, and only a community worker for the station"))
    if _speaks_for_another(report, by) and not by.seats_with(Permission.REPORT_ON_BEHALF):
        raise NotAllowed(_("Your posting does not allow to report on behalf of somebody else"))


def _speaks_for_another(report: Report, by: Actor) -> bool:
    """A department's own people speak for it; whoever else writes down what it told does so on its behalf."""
    if report.source is Source.DEPARTMENT and any(seat.of_the_unit for seat in by.seats):
        return report.on_behalf
    return report.on_behalf or report.source in {Source.TELEPHONE, Source.HOTLINE, Source.DEPARTMENT}


def level_of(report: Report, community: str, by: Actor) -> AreaKind:
    """Whose desk it is: below the city's only where they say so who take in there, or work the community's grids.

    Small matters begin below (R-22), but nobody else chooses by whom theirs is decided.
    """
    level, seats = AreaKind(report.level), by.seats_with(Permission.REPORT)
    there = (seat for seat in seats if seat.role is Role.GRID_WORKER or granted(seat.role, Permission.TAKE_IN))
    own = any(seat.area_kind.width >= level.width and seat.covers(community) for seat in there)
    return level if own or by.is_system else AreaKind.CITY


def as_read(report: Report) -> Report:
    """The report without hidden signs, which come along when words are pasted; a repeat loses the same ones."""
    description, place_words = without_hidden(report.description), without_hidden(report.place_words)
    return replace(report, description=description, place_words=place_words)


def usable(report: Report) -> None:
    """Raise Unusable for texts beyond their length, a time of no zone, and a report that says nothing."""
    for name, text, longest in _texts(report):
        if len(text) > longest:
            sentence = _("The {name} has {count} characters, and {longest} are possible: shorten it; nothing was sent")
            raise Unusable(sentence.format(name=name, count=len(text), longest=longest))
        if "\x00" in text:
            raise Unusable(_("The {name} holds a sign that cannot be kept (NUL): remove it").format(name=name))
    if report.contact is not None:
        usable_contact(report.contact)
    if report.told_at is not None and report.told_at.utcoffset() is None:
        raise Unusable(_("The time at which it was told has no time zone: add one, such as +08:00"))
    if not (report.description.strip() or report.minor or report.component or report.photos):
        raise Unusable(_("The report says nothing: give a class, a description or a photo"))


def for_here(report: Report) -> None:
    """Raise NotForHere for words about persons, petitions and accusations, whatever door they came by (R-56)."""
    for field, words in (("description", report.description), ("place", report.place_words)):
        refused = screen_import(words)
        if refused:
            raise NotForHere(refused, field)


def usable_contact(contact: Contact) -> None:
    """Raise Unusable for a contact that no message and no call could reach."""
    if not (contact.name + half_width(contact.address)).isprintable():
        raise Unusable(_("The contact's name and address are one line each: remove line breaks and hidden signs"))
    if contact.channel not in {None, Channel.SMS, Channel.EMAIL}:
        raise Unusable(_("A contact is told by sms or email, or called: choose one of them"))
    if (contact.channel or contact.may_call) and not contact.address.strip():
        raise Unusable(_("The contact is to be told, and there is no address: give a telephone number or an e-mail"))
    if contact.may_call and "@" in half_width(contact.address):
        raise Unusable(_("Nobody can be called by e-mail: to be called, give a telephone number"))
    if contact.address.strip():
        ensure_address(contact.address, contact.channel)


def told_at_of(report: Report, at: datetime) -> datetime | None:
    """When the worker was told, unless the phone's clock cannot be right."""
    return None if report.told_at is None or _is_wrong(report.told_at, at) else report.told_at


def notices_of(report: Report, at: datetime) -> tuple[str, ...]:
    """Sentences about what was put right."""
    return clock_notices(report.told_at, at)


def clock_notices(told: datetime | None, at: datetime) -> tuple[str, ...]:
    """The sentence for a phone whose clock said something that cannot be; it loses nothing by it."""
    if told is not None and _is_wrong(told, at):
        return (_("The phone's clock cannot be right, so the time of receipt counts; please set the clock"),)
    return ()


def _texts(report: Report) -> list[tuple[str, str, int]]:
    texts = [
        (_("description"), report.description, LONGEST_DESCRIPTION),
        (_("place in words"), report.place_words, LONGEST_PLACE),
        (_("number of the component"), report.component, LONGEST_COMPONENT),
    ]
    if report.contact is None:
        return texts
    return [
        *texts,
        (_("name of the contact"), report.contact.name, LONGEST_CONTACT),
        (_("address of the contact"), report.contact.address, LONGEST_CONTACT),
        (_("language of the contact"), report.contact.language, LONGEST_LANGUAGE),
    ]


def _is_wrong(told_at: datetime, at: datetime) -> bool:
    return not at - _OLDEST_TELLING <= told_at <= at + _CLOCK_TOLERANCE
