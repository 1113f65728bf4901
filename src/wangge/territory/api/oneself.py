"""Who is signed in, with which postings, and in which language."""

from typing import Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from wangge.accounts.actions.users import change_language
from wangge.accounts.models import User
from wangge.territory.actors import Actor
from wangge.territory.doors import KNOWN, actor_of, person_of

router = Router(auth=KNOWN)


class SeatOut(Schema):
    """A posting as it counts now."""

    role: str
    area: str
    area_kind: str
    organisation: int | None
    grid: str
    rank: str


class MeOut(Schema):
    username: str
    work_name: str
    team: str
    language: str
    scopes: list[str] | None = Field(description="What the key is narrowed to; null for a person at a browser.")
    seats: list[SeatOut]


class LanguageIn(Schema):
    language: Literal["zh_Hans", "en"]


@router.get("/me", response=MeOut, summary="Who I am")
def read_me(request: HttpRequest) -> dict[str, object]:
    """Return the account behind the key or session with the postings that it holds at this moment."""
    by = actor_of(request)
    assert by.user is not None  # both doors of KNOWN name somebody
    return _shown(by.user, by)


@router.put("/me/language", response=MeOut, summary="Speak to me in this language")
def put_language(request: HttpRequest, body: LanguageIn) -> dict[str, object]:
    """Set the language of messages and letters; an answer's own language follows ``Accept-Language``."""
    by, user = person_of(request)
    return _shown(change_language(user=user, language=body.language), by)


def _shown(user: User, by: Actor) -> dict[str, object]:
    return {
        "username": user.username,
        "work_name": user.work_name,
        "team": user.team,
        "language": user.language,
        "scopes": None if by.scopes is None else sorted(by.scopes),
        "seats": [
            {
                "role": seat.role,
                "area": seat.area_code,
                "area_kind": seat.area_kind,
                "organisation": seat.organisation,
                "grid": seat.grid_code,
                "rank": seat.rank or "",
            }
            for seat in by.seats
        ],
    }
