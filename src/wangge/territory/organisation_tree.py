"""The organisations of an administrator's areas as a tree, flat: each with its depth, parents before children."""

from dataclasses import dataclass

from django.db.models import Count, Q

from wangge.accounts.permissions import Permission
from wangge.territory.actors import Actor
from wangge.territory.models import Organisation


@dataclass(frozen=True)
class Branch:
    """One organisation, how deep it stands, and how many people are posted to it."""

    organisation: Organisation
    depth: int
    people: int


def branches(by: Actor) -> list[Branch]:
    """The open ones of the areas whose people the actor posts: one statement."""
    posted = Q(postings__begins_at__lte=by.at) & (Q(postings__ends_at__isnull=True) | Q(postings__ends_at__gt=by.at))
    rows = Organisation.objects.filter(closed_at__isnull=True).select_related("area").defer("area__boundary")
    seen = [
        row
        for row in rows.annotate(people=Count("postings", filter=posted)).order_by("code")
        if by.may_at(Permission.MANAGE_PEOPLE, row.area.code)
    ]
    known = {row.pk for row in seen}
    below: dict[int | None, list[Organisation]] = {}
    for row in seen:
        below.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    return list(_walk(below, None, 0))


def _walk(below: dict[int | None, list[Organisation]], parent: int | None, depth: int) -> list[Branch]:
    found = []
    for row in below.get(parent, ()):
        found.append(Branch(row, depth, getattr(row, "people", 0)))
        found += _walk(below, row.pk, depth + 1)
    return found
