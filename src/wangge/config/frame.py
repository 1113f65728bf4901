"""What the frame of every page shows: the menu of who is signed in, and the language."""

from typing import Any

from django.http import HttpRequest

from wangge.accounts.models import User
from wangge.config.menu import menu_of
from wangge.language import ENGLISH, active_language
from wangge.neighbourhood.menu import public_entries
from wangge.screens.menu import Entry
from wangge.territory.actors import Actor
from wangge.territory.basemap.archive import basemap_version
from wangge.territory.pages import actor_of_page


def frame(request: HttpRequest) -> dict[str, Any]:
    """For each template; no statement, for the door of the page has loaded the postings."""
    by = actor_of_page(request)
    known = by is not None and by.user is not None
    return {
        "menu": _menu(by),
        "here": request.path,
        "basemap_version": basemap_version,
        "signed_in": known or isinstance(getattr(request, "user", None), User),
        "speaks_english": active_language() == ENGLISH,
    }


def _menu(by: Actor | None) -> list[Entry]:
    """That of somebody's postings; on public pages that of residents; none where no door was asked."""
    if by is None:
        return []
    return public_entries() if by.user is None else menu_of(by)
