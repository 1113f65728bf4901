"""``wangge export``: what is in force, as a file that ``wangge import`` and other programs read."""

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import pyogrio.raw
from django.utils import timezone
from rich.console import Console

from wangge.catalogue.actions.editions import export_catalogue
from wangge.catalogue.models import CatalogueVersion, VersionState
from wangge.cli.places import refuse_place
from wangge.cli.platform import PlatformError, refuse_old_database
from wangge.gridding.files.atomic import replacing
from wangge.language import _
from wangge.territory.models import Grid, GridPlan

_COLUMNS = ("code", "name", "streets", "dedicated", "households", "people")


def run(options: Namespace, _begun: float) -> None:
    """Write the file; OptionError, PlatformError where nothing is in force."""
    suffix, write = _KINDS[options.kind]
    refuse_place(options.file, "FILE", suffix)
    refuse_old_database()
    with replacing(options.file) as draft:
        told = write(draft, timezone.now())
    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print(f"{options.file}: {told}")


def _catalogue(path: Path, _at: datetime) -> str:
    version = CatalogueVersion.objects.filter(state=VersionState.IN_FORCE).first()
    if version is None:
        raise PlatformError(_("no catalogue of classes is in force: there is nothing to export"))
    export_catalogue(path, version)
    return _("edition {edition} of the catalogue").format(edition=version.number)


def _plan(path: Path, at: datetime) -> str:
    plans = list(GridPlan.objects.in_force(at)[:2])
    if len(plans) != 1:
        raise PlatformError(_("{number} plans are in force: there is not one to export").format(number=len(plans)))
    grids = list(Grid.objects.filter(plan=plans[0]).select_related("community").order_by("code"))
    columns = {name: _column(grids, name) for name in _COLUMNS}
    columns["community"] = np.array([grid.community.code for grid in grids], dtype=object)
    pyogrio.raw.write(
        path,
        np.array([bytes(grid.boundary) for grid in grids], dtype=object),
        list(columns.values()),
        list(columns),
        layer="grids",
        driver="GPKG",
        geometry_type="Unknown",
        crs="EPSG:4326",
    )
    return _("{number} grids of the plan {title}").format(number=len(grids), title=plans[0].title)


def _column(grids: list[Grid], name: str) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    values = [getattr(grid, name) for grid in grids]
    if name in {"households", "people"}:
        return np.array([np.nan if value is None else value for value in values], dtype=float)
    return np.array([str(value).lower() if isinstance(value, bool) else value for value in values], dtype=object)


_KINDS: dict[str, tuple[str, Callable[[Path, datetime], str]]] = {
    "catalogue": (".xlsx", _catalogue),
    "plan": (".gpkg", _plan),
}
