"""Which pages of cases stand in whose menu."""

from django.urls import reverse

from wangge.accounts.permissions import Permission
from wangge.cases.centre.regions import sees_figures
from wangge.language import _
from wangge.screens.menu import Entry
from wangge.territory.actors import Actor


def entries(by: Actor) -> list[Entry]:
    """The pages that some posting of the actor opens, in the order of a case's way; no statement."""
    found = []
    if by.seats_with(Permission.DISPATCH):
        found.append(Entry(_("Dispatch"), reverse("dispatch_desk")))
    if by.seats_with(Permission.SEE_CASES):
        found.append(Entry(_("Cases"), reverse("case_list")))
    if by.seats_with(Permission.SUSPEND):
        found.append(Entry(_("Suspended"), reverse("suspended_cases")))
    if sees_figures(by):
        found.append(Entry(_("Supervision centre"), reverse("centre")))
    return found
