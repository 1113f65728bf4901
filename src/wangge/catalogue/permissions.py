"""Who may edit what a city decides for itself: the catalogue as a whole, components where a seat reaches."""

from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotAllowed
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.models import AreaKind


def ask_editor(by: Actor) -> None:
    """NotAllowed unless the actor may edit the catalogue at the city: it is one for all areas."""
    seats = by.seats_with(Permission.EDIT_CATALOGUE)
    if by.is_system or any(seat.area_kind is AreaKind.CITY for seat in seats):
        return
    raise NotAllowed(_("The catalogue is edited by a catalogue editor of the city; you hold no such posting."))


def may_edit_component(by: Actor, community_code: str, owner_id: int) -> bool:
    """Whether a seat reaches the community; a unit's seat reaches the unit's own components only."""
    if by.is_system:
        return True
    reaching = [seat for seat in by.seats_with(Permission.EDIT_COMPONENTS) if seat.covers(community_code)]
    return any(not seat.of_the_unit or seat.organisation == owner_id for seat in reaching)
