"""Which pages of the catalogue stand in whose menu."""

from django.urls import reverse

from wangge.accounts.permissions import Permission
from wangge.language import _
from wangge.screens.menu import Entry
from wangge.territory.actors import Actor


def entries(by: Actor) -> list[Entry]:
    """The catalogue, for its editors; no statement."""
    return [Entry(_("Catalogue"), reverse("catalogue"))] if by.seats_with(Permission.EDIT_CATALOGUE) else []
