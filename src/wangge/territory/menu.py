"""Which pages of the office stand in whose menu."""

from django.urls import reverse

from wangge.accounts.permissions import Permission
from wangge.language import _
from wangge.screens.menu import Entry
from wangge.territory.actors import Actor


def entries(by: Actor) -> list[Entry]:
    """The pages of organisation, people, roster and audit that some posting of the actor opens; no statement."""
    found = [Entry(_("Inbox"), reverse("inbox"))]
    if by.seats_with(Permission.MANAGE_PEOPLE):
        found += [
            Entry(_("Organisation"), reverse("organisations")),
            Entry(_("People"), reverse("people")),
            Entry(_("Postings"), reverse("postings")),
            Entry(_("Leave"), reverse("absences")),
        ]
    if by.seats_with(Permission.KEEP_ROSTER):
        found.append(Entry(_("Duty roster"), reverse("roster")))
    if by.seats_with(Permission.READ_AUDIT):
        found.append(Entry(_("Audit"), reverse("audit")))
    return found
