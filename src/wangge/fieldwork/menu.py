"""Which pages of this room stand in whose menu."""

from django.urls import reverse

from wangge.accounts.permissions import Permission
from wangge.language import _
from wangge.screens.menu import Entry
from wangge.territory.actors import Actor


def entries(by: Actor) -> list[Entry]:
    """The sealed outboxes, for who keeps the keys of an area; no statement."""
    if not by.seats_with(Permission.MANAGE_KEYS):
        return []
    return [Entry(_("Sealed outboxes"), reverse("sealed_outboxes"))]
