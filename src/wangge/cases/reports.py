"""A report as it comes in: what a door has parsed. Nothing is looked up here."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from wangge.cases.addresses import half_width, plain_address
from wangge.cases.models import Case, Follower, Source
from wangge.catalogue.models import Kind
from wangge.messages.models import Channel
from wangge.territory.datum import Datum
from wangge.territory.models import AreaKind


@dataclass(frozen=True)
class Contact:
    """Who wants to hear of it, and how: kept sealed. ``may_call`` for who agreed to be called."""

    name: str = ""
    address: str = ""  # telephone number or e-mail address
    channel: Channel | None = None
    may_call: bool = False
    language: str = "zh_Hans"

    def lines(self) -> str:
        """What is sealed: the name, and below it the address as it is dialled."""
        return f"{self.name}\n{half_width(self.address)}"


@dataclass(frozen=True)
class Report:
    """``client_id`` is made by the sender; the same id with the same content is the same report.

    ``longitude`` and ``latitude`` are degrees in ``datum``; ``minor`` and ``condition`` are catalogue codes and may be
    empty, intake decides then. ``told_at`` is when the reporter told the worker, by the worker's clock.
    ``level`` is a wish: ``reporting.level_of`` says whose it may be.
    """

    client_id: UUID
    source: Source
    longitude: float
    latitude: float
    datum: Datum = Datum.WGS84
    description: str = ""
    place_words: str = ""
    kind: Kind | None = None
    minor: str = ""
    condition: str = ""
    component: str = ""
    told_at: datetime | None = None
    on_behalf: bool = False
    contact: Contact | None = None
    inside_dwelling: bool = False
    photos: int = 0  # how many are to follow
    level: AreaKind = AreaKind.CITY

    def body_hash(self) -> str:
        """SHA-256 over everything that was sent."""
        sent = {**vars(self), "contact": self.contact and vars(self.contact)}
        body = json.dumps(sent, sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(body.encode()).hexdigest()


def tracking_token(sender: str, client_id: UUID) -> str:
    """The secret of the private link: the same for a repeat, and not to be guessed without the installation's key."""
    message = f"track {sender} {client_id}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()[:32]


def token_digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def contact_digest(case: Case, contact: Contact | None) -> str:
    """By what the same address is known again in the same case, and nowhere else; empty for who is told nothing."""
    if contact is None or not (contact.channel or contact.may_call):
        return ""
    message = f"contact {case.pk} {plain_address(contact.address)}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def follower_token(follower: Follower) -> str:
    """The secret of a follower's own link, worked out again from the (joined) case: it is stored nowhere."""
    if follower.reporter:
        return tracking_token(follower.case.sender, follower.case.client_id)
    return me_too_token(follower.case, follower.since)


def me_too_token(case: Case, since: datetime) -> str:
    """The secret of the link of somebody who joined a case at ``since``."""
    message = f"follow {case.pk} {since.timestamp():.6f}"
    return hmac.new(settings.SECRET_KEY.encode(), message.encode(), hashlib.sha256).hexdigest()[:32]
