"""Which pages of fieldwork stand in whose menu."""

from django.urls import reverse

from wangge.accounts.permissions import Permission
from wangge.language import _
from wangge.screens.menu import Entry
from wangge.territory.actors import Actor


def entries(by: Actor) -> list[Entry]:
    """Instructions, for who gives them or is given them; no statement."""
    both = (Permission.GIVE_INSTRUCTION, Permission.ANSWER_INSTRUCTION)
    opened = any(by.seats_with(permission) for permission in both)
    return [Entry(_("Instructions"), reverse("instructions"))] if opened else []
