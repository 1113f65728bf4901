"""Which pages of this room stand in whose menu."""

from django.urls import reverse

from wangge.accounts.permissions import Permission
from wangge.language import _
from wangge.screens.menu import Entry
from wangge.territory.actors import Actor


def entries(by: Actor) -> list[Entry]:
    """Instructions for who gives them or is given them, sealed outboxes for who keeps the keys; no statement."""
    found = []
    if any(by.seats_with(one) for one in (Permission.GIVE_INSTRUCTION, Permission.ANSWER_INSTRUCTION)):
        found.append(Entry(_("Instructions"), reverse("instructions")))
    if by.seats_with(Permission.MANAGE_KEYS):
        found.append(Entry(_("Sealed outboxes"), reverse("sealed_outboxes")))
    return found
