"""Looking through the component register page by page: by number, label, class, owner, or around an address."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from wangge.catalogue.components import components_near
from wangge.catalogue.contents import Edition
from wangge.catalogue.models import Component
from wangge.territory.addresses import find_addresses

A_PAGE = 50
NEAR_METRES = 200.0
_AFTER_DIGITS = ":"  # the sign that follows 9
_IN_ONE_READ = 2000


@dataclass(frozen=True)
class Wanted:
    """What is looked for; empty asks for nothing. ``words`` are the beginning of a number, or part of a label."""

    words: str = ""
    class_code: str = ""
    owner: str = ""
    address: str = ""


@dataclass(frozen=True)
class RegisterPage:
    """Some pieces, and the number after which the next page begins; "" at the end. ``around`` is the address found."""

    rows: tuple[Component, ...]
    next: str = ""
    around: tuple[float, float] | None = None


def register_page(wanted: Wanted, edition: Edition, *, after: str = "") -> RegisterPage:
    """Pieces by number; around an address the nearest first, and all of them: one statement, two around an address."""
    if wanted.address.strip():
        return _page_around(wanted, edition)
    rows = list(_found(wanted, edition).filter(code__gt=after).order_by("code")[: A_PAGE + 1])
    return RegisterPage(tuple(rows[:A_PAGE]), rows[A_PAGE - 1].code if len(rows) > A_PAGE else "")


def all_found(wanted: Wanted, edition: Edition) -> Iterator[Component]:
    """Every piece that is found, by number; for a file."""
    if wanted.address.strip():
        return iter(_page_around(wanted, edition).rows)
    return _found(wanted, edition).order_by("code").iterator(_IN_ONE_READ)


def _found(wanted: Wanted, edition: Edition) -> QuerySet[Component]:
    found = Component.objects.select_related("community").defer("community__boundary").filter(removed_at__isnull=True)
    words = wanted.words.replace("\0", "").strip()
    if words.isascii() and words.isdigit():
        found = found.filter(code__gte=words, code__lt=words + _AFTER_DIGITS)
    elif words:
        found = found.filter(label__icontains=words)
    if wanted.class_code:
        found = found.filter(class_code=wanted.class_code)
    if wanted.owner:
        own = [unit.id for unit in edition.units.values() if unit.code == wanted.owner]
        found = found.filter(Q(owner__in=own))
    return found


def _page_around(wanted: Wanted, edition: Edition) -> RegisterPage:
    matches = find_addresses(wanted.address, limit=1)
    if not matches:
        return RegisterPage(())
    place = matches[0].longitude, matches[0].latitude
    near = [one.piece.id for one in components_near(*place, NEAR_METRES)]
    by_id = {piece.pk: piece for piece in _found(wanted, edition).filter(pk__in=near)}
    return RegisterPage(tuple(by_id[key] for key in near if key in by_id), around=place)
