"""``wangge town``: a synthetic city as a file that ``wangge divide`` takes."""

from argparse import Namespace

from rich.console import Console

from wangge.cli.parser import OptionError
from wangge.cli.places import PLAN, refuse_place
from wangge.demo.town import make_town
from wangge.gridding.files.write import write_town
from wangge.gridding.town import Town
from wangge.language import _


def run(options: Namespace, _begun: float) -> None:
    """Make the city that ``options`` ask for; OptionError or TownError."""
    if options.out is None:
        raise OptionError(_("--out is missing: say where the town goes, e.g. --out town.gpkg"))
    refuse_place(options.out, "--out", PLAN)
    town = make_town(options.communities, options.seed)
    write_town(options.out, town)
    Console(quiet=options.quiet).print(_totals(town), highlight=False, markup=False, soft_wrap=True)


def _totals(town: Town) -> str:
    return _(
        "A synthetic city, with the names and codes of real communities and nothing else that is real: "
        "{communities} communities, {households:,} households, {people:,} people, "
        "{buildings:,} buildings, {streets:,} streets and lanes."
    ).format(
        communities=len(town.communities.code),
        households=int(town.buildings.households.sum()),
        people=int(town.buildings.people.sum()),
        buildings=len(town.buildings.shape),
        streets=len(town.streets.line),
    )
