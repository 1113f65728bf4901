"""Which pages of cases stand in whose menu."""

from django.urls import reverse

from wangge.accounts.permissions import Permission
from wangge.language import _
from wangge.screens.menu import Entry
from wangge.territory.actors import Actor


def entries(by: Actor) -> list[Entry]:
    """The pages that some posting of the actor opens, in the order of a case's way; no statement."""
    found = []
    if by.seats_with(Permission.SEE_CASES):
        found.append(Entry(_("Cases"), reverse("case_list")))
        found.append(Entry(_("Map"), reverse("case_map")))
    if by.seats_with(Permission.SEE_TERRITORY):
        found.append(Entry(_("Components"), reverse("register")))
    return found
