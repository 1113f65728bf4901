"""Reporting: the way of a case into the house. Idempotent; what follows by rule is written with it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from wangge.accounts.vaults import vault
from wangge.cases.actions.opening import Opening, opening_for
from wangge.cases.inserting import insert
from wangge.cases.models import Case, Follower, Order
from wangge.cases.moving import append_steps, path_from
from wangge.cases.refusals import SentTwice
from wangge.cases.reporting import as_read, for_here, may_report, notices_of, sender_of, told_at_of, usable
from wangge.cases.reports import Contact, Report, contact_digest, token_digest, tracking_token
from wangge.language import _
from wangge.territory.actors import Actor

_SENT = "SELECT 1 FROM cases_case WHERE sender = %s AND client_id = %s"
_CLIENT_ID = Case._meta.get_field("client_id")  # noqa: SLF001 (documented)


@dataclass(frozen=True)
class Reported:
    """The case, the secret of its private link, whether it came before, and sentences about what was put right."""

    case: Case
    token: str
    repeated: bool = False
    notices: tuple[str, ...] = ()


def report_case(*, report: Report, by: Actor) -> Reported:
    """Take a report in, or find the one that it repeats.

    Raises NotAllowed (no right to report so), Unusable (position outside the city, unknown codes, too long),
    NotForHere (about persons, or for another office: nothing is stored) and SentTwice (the id came before with another
    body). At most nine statements beside those that found the actor.
    """
    may_report(report, by)
    report = as_read(report)
    usable(report)
    sender = sender_of(by)
    known = _earlier(report, sender)
    if known is not None:
        return known
    for_here(report)
    opening = opening_for(report, by)
    try:
        return _write(report, opening, sender, by)
    except IntegrityError:  # the same report came twice at the same moment
        known = _earlier(report, sender)
        if known is None:
            raise
        return known


def _earlier(report: Report, sender: str) -> Reported | None:
    if not _was_sent(report.client_id, sender):
        return None
    case = Case.objects.get(sender=sender, client_id=report.client_id)
    if case.body_hash != report.body_hash():
        sentence = _("A report with this id came before as case {number}, with another content: send it with a new id")
        raise SentTwice(sentence.format(number=case.number))
    return Reported(case, tracking_token(sender, report.client_id), repeated=True)


def _was_sent(client_id: UUID, sender: str) -> bool:
    """Nearly never, and asked by every report: a row of sixty columns would cost twice as much."""
    with connection.cursor() as cursor:
        cursor.execute(_SENT, [sender, _CLIENT_ID.get_db_prep_value(client_id, connection)])
        return cursor.fetchone() is not None


@transaction.atomic
def _write(report: Report, opening: Opening, sender: str, by: Actor) -> Reported:
    path = path_from(None, opening.steps)
    case = Case(**_columns(report, sender, by), **opening.columns, state=path[-1], version=0)
    case.open = True
    case.version = len(path)
    insert(case)
    orders = Order.objects.bulk_create(opening.orders(case))
    case.version = 0  # steps count on from here
    append_steps(case, opening.steps_with(orders), path, by=by)
    case.version = len(path)
    token = tracking_token(sender, report.client_id)
    _follow(case, report.contact, token, by)
    return Reported(case, token, notices=notices_of(report, by.at))


def _columns(report: Report, sender: str, by: Actor) -> dict[str, Any]:
    return {
        "source": report.source,
        "sender": sender,
        "client_id": report.client_id,
        "body_hash": report.body_hash(),
        "reported_by_id": by.user_id,
        "on_behalf": report.on_behalf,
        "description": report.description.strip(),
        "place_words": report.place_words.strip(),
        "inside_dwelling": report.inside_dwelling,
        "told_at": told_at_of(report, by.at),
        "reported_at": by.at,
    }


def _follow(case: Case, contact: Contact | None, token: str, by: Actor) -> None:
    """The reporter follows the case: the resident on whose behalf it was sent, else who sent it."""
    own = contact is None
    follower = Follower(
        case=case,
        user_id=by.user_id if own else None,
        reporter=True,
        channel=(contact.channel or "") if contact else ("inbox" if by.user_id else ""),
        may_call=contact.may_call if contact else False,
        sealed=vault().seal(contact.lines()) if contact else None,
        contact_digest=contact_digest(case, contact),
        language=contact.language if contact else (by.user.language if by.user else "zh_Hans"),
        token_digest=token_digest(token),
        since=by.at,
    )
    insert(follower)
