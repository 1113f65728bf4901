"""The inbox of a person and of the desks at which they sit, how they want to be told, and what needs looking after."""

from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from wangge.messages.alerts import standing_alerts
from wangge.messages.inbox import Wish, inbox_of, mark_read, set_preference
from wangge.messages.models import Alert, Message, Preference
from wangge.territory.desks import desks_of
from wangge.territory.doors import KNOWN, person_of
from wangge.territory.inputs import Limit, RowId, WallClock

router = Router(auth=KNOWN)


class MessageOut(Schema):
    id: int
    desk: str = Field(description="The desk that it went to; empty for one to oneself.")
    topic: str
    subject: str
    text: str
    urgent: bool
    written_at: datetime
    read_at: datetime | None


class Inbox(Schema):
    items: list[MessageOut]
    next: int | None = Field(description="Give it as `after` for the page that follows; null at the end.")


class InboxQuery(Schema):
    unread: bool = False
    after: RowId | None = None
    limit: Limit = 50


class ReadIn(Schema):
    ids: list[RowId] = Field(min_length=1, max_length=200)


class ReadOut(Schema):
    marked: int


class WishInOut(Schema):
    email: bool = True
    digest: bool = Field(False, description="One letter a day instead of many.")  # noqa: FBT003 (a field's default)
    quiet_from: WallClock | None = Field(None, description="By the city's clocks, as 22:00.")
    quiet_until: WallClock | None = None


class AlertOut(Schema):
    topic: str
    text: str
    desk: str
    raised_at: datetime


@router.get("/messages", response=Inbox, summary="My inbox and my desks'")
def list_messages(request: HttpRequest, asked: Query[InboxQuery]) -> dict[str, object]:
    """Return the newest first. A desk's message is marked read for everybody at the desk."""
    by, user = person_of(request)
    narrowed = {"pk__lt": asked.after} if asked.after else {}
    found = inbox_of(user, desks_of(by)).filter(**narrowed)
    if asked.unread:
        found = found.filter(read_at__isnull=True)
    rows = list(found.order_by("-id")[: asked.limit + 1])
    shown = rows[: asked.limit]
    return {"items": [_shown(row) for row in shown], "next": shown[-1].pk if len(rows) > asked.limit else None}


@router.post("/messages/read", response=ReadOut, summary="Mark messages read")
def post_read(request: HttpRequest, body: ReadIn) -> dict[str, int]:
    """Mark those of the ids that are in one's inbox and unread; again is harmless."""
    by, user = person_of(request)
    mine = inbox_of(user, desks_of(by)).filter(pk__in=body.ids)
    return {"marked": mark_read(messages=mine, at=by.at)}


@router.get("/me/preference", response=WishInOut, summary="How I want to be told")
def read_preference(request: HttpRequest) -> Wish | Preference:
    """Return quiet hours in the city's time; urgent messages come all the same."""
    _by, user = person_of(request)
    return Preference.objects.filter(user=user).first() or Wish()


@router.put("/me/preference", response=WishInOut, summary="Set how I want to be told")
def put_preference(request: HttpRequest, body: WishInOut) -> Preference:
    """Keep the wish; quiet hours need both ends or neither, as wall-clock times of the city."""
    _by, user = person_of(request)
    return set_preference(user=user, wish=Wish(**body.dict()))


@router.get("/alerts", response=list[AlertOut], summary="What I must look after")
def list_alerts(request: HttpRequest) -> list[Alert]:
    """Return the standing alerts of oneself and of one's desks, the oldest first, 200 at most."""
    by, user = person_of(request)
    mine = standing_alerts().filter(Q(owner=user) | Q(desk__in=desks_of(by), desk__gt=""))
    return list(mine.order_by("raised_at", "id")[:200])


def _shown(message: Message) -> dict[str, object]:
    return {
        "id": message.pk,
        "desk": message.to_desk,
        "topic": message.topic,
        "subject": message.subject,
        "text": message.text,
        "urgent": message.urgent,
        "written_at": message.written_at,
        "read_at": message.read_at,
    }
