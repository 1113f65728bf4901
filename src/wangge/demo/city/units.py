"""The responsible units of the demonstration city, one for each kind of owner, and the rules that route to them."""

import csv
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from wangge.catalogue.sheetrows import OwnerRow
from wangge.catalogue.sheets import RULES, shipped_catalogue
from wangge.territory.models import Area, AreaKind, OrganisationKind
from wangge.territory.organisations import NewOrganisation

# Of these there are two, so that a rule has something to choose between.
TWICE = {"sanitation": (("东片", "East"), ("西片", "West"))}
_ONE = (("", ""),)


def unit_code(owner_kind: str, number: int = 1) -> str:
    """The code of a unit: its kind, and a number where there are several."""
    return f"U-{owner_kind}-{number}" if owner_kind in TWICE else f"U-{owner_kind}"


def responsible_units(city: Area, owner_kinds: Iterable[OwnerRow]) -> list[NewOrganisation]:
    """All of them work in the whole city."""
    return [
        NewOrganisation(
            code=unit_code(owner.code, number),
            kind=OrganisationKind.RESPONSIBLE_UNIT,
            name_zh=f"演示市{part_zh}{owner.name_zh}",
            name_en=f"{owner.name_en} {part_en}".strip(),
            area=city.code,
            owner_kind=owner.code,
        )
        for owner in owner_kinds
        for number, (part_zh, part_en) in enumerate(TWICE.get(owner.code, _ONE), start=1)
    ]


def catalogue_with_rules(folder: Path, city: Area) -> Path:
    """The catalogue that comes with Wangge, copied into ``folder``, and a sheet of rules beside it."""
    copied = Path(shutil.copytree(shipped_catalogue(), folder / "catalogue"))
    with (copied / f"{RULES.name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(RULES.every_column)
        writer.writerows(_rules(city))
    return copied


def _rules(city: Area) -> list[Sequence[str]]:
    """Subdistricts take turns between units of one kind; what is left goes to the first."""
    districts = Area.objects.filter(kind=AreaKind.SUBDISTRICT, code__startswith=city.code[:4]).order_by("code")
    rows: list[Sequence[str]] = []
    for owner, parts in TWICE.items():
        for place, area in enumerate(districts):
            number = str(10 * (len(rows) + 1))
            rows.append((number, area.code, "", "", owner, unit_code(owner, place % len(parts) + 1), "按街道轮流"))
        rows.append((str(10 * (len(rows) + 1)), city.code, "", "", owner, unit_code(owner), "其余"))
    return rows
