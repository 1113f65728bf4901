"""Which pages of cases stand in whose menu."""

from django.urls import reverse

from wangge.accounts.permissions import Permission
from wangge.cases.permissions import DECIDES, OUT_OF_OFFICE
from wangge.language import _
from wangge.screens.menu import Entry
from wangge.territory.actors import Actor


def entries(by: Actor) -> list[Entry]:
    """The pages that some posting of the actor opens, in the order of a case's way; no statement."""
    found = []
    if by.seats_with(Permission.TAKE_IN):
        found.append(Entry(_("Intake"), reverse("desk_intake")))
    if any(
        not seat.of_the_unit and seat.role not in OUT_OF_OFFICE for seat in by.seats_with(Permission.REPORT_ON_BEHALF)
    ):
        found.append(Entry(_("Telephone"), reverse("desk_telephone")))
    if any(by.seats_with(permission) for permission in DECIDES):
        found.append(Entry(_("Supervision"), reverse("desk_supervisor")))
    if by.seats_with(Permission.CHECK):
        found.append(Entry(_("Checks"), reverse("checks")))
    if by.seats_with(Permission.ASSIGN):
        found.append(Entry(_("Our work"), reverse("unit_desk")))
    elif by.seats_with(Permission.RESOLVE):
        found.append(Entry(_("My work"), reverse("handler_desk")))
    if by.seats_with(Permission.SEE_CASES):
        found.append(Entry(_("Cases"), reverse("case_list")))
    return found
