"""The basemap is made here: a file beside the database, from the same source as the areas. Nothing personal in it."""

from pathlib import Path

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotAllowed
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.basemap.archive import write_basemap
from wangge.territory.basemap.drawing import read_drawing
from wangge.territory.datum import Datum


def make_basemap(*, path: Path, by: Actor, datum: Datum = Datum.WGS84, crs: str | None = None) -> int:
    """Draw the map of a town file or an OpenStreetMap extract anew, and return how many tiles it has.

    TableError for a file that cannot be a map; the former map stays then. The file is exchanged last of all.
    """
    if not by.is_system and not by.seats_with(Permission.PLAN_GRIDS):
        raise NotAllowed(_("Only who plans grids of this city may make its map; ask its planner."))
    tiles = write_basemap(read_drawing(path, datum, crs))
    record_audit(action="make_basemap", at=by.at, actor=by.user, subject="basemap", reason=path.name)
    return tiles
