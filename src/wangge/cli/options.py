"""The options of every command and the sentences that explain them. What they mean together lies in ``request``."""

from pathlib import Path

from wangge.cli import values
from wangge.cli.parser import Parser
from wangge.gridding.households import HouseholdRule
from wangge.gridding.search.effort import EFFORTS, SHORT
from wangge.language import _

_RULE = HouseholdRule()


def divide_options() -> Parser:
    """``wangge divide``."""
    parser = Parser("wangge divide", _("Divide the communities of one or more towns into street-bounded grids."))
    parser.usage = "wangge divide TOWN [TOWN ...] --out plan.gpkg [...]"
    _add_outputs(parser)
    _add_size(parser)
    _add_search(parser)
    _add_reading(parser)
    _add_rule(parser)
    _add_running(parser)
    parser.add_talk()
    return parser


def town_options() -> Parser:
    """``wangge town``."""
    parser = Parser("wangge town", _("Make a synthetic city: real names and codes of communities, all else invented."))
    parser.usage = "wangge town --out town.gpkg [...]"
    what = parser.add_argument_group(_("what is made"))
    what.add_argument("--out", type=Path, metavar="FILE", help=_("the town, a GeoPackage; needed"))
    what.add_argument(
        "--communities", type=values.count, default=121, metavar="N", help=_("so many communities; 121 unless given")
    )
    what.add_argument(
        "--seed", type=values.integer, default=0, metavar="N", help=_("another city; the same seed, the same city")
    )
    what.add_argument("--quiet", action="store_true", help=_("say nothing"))
    parser.add_talk()
    return parser


def _add_outputs(parser: Parser) -> None:
    files = parser.add_argument_group(
        _("files"),
        _(
            "With several TOWNs, --out, --report, --picture and --previous name folders; "
            "each town's files in them are called by the name of its file."
        ),
    )
    files.add_argument(
        "towns",
        nargs="*",
        type=Path,
        metavar="TOWN",
        help=_("a GeoPackage (or what else GDAL reads), a folder of single layers, or an OpenStreetMap extract"),
    )
    files.add_argument("--out", type=Path, metavar="FILE", help=_("the plan, a GeoPackage; needed"))
    files.add_argument("--report", type=Path, metavar="FILE", help=_("every figure as JSON"))
    files.add_argument("--picture", type=Path, metavar="FILE", help=_("the plan as PNG"))
    files.add_argument(
        "--picture-community", metavar="NAME", help=_("draw one community, by code or name, not the whole town")
    )
    files.add_argument(
        "--previous", type=Path, metavar="FILE", help=_("a former plan: keep its codes and move few households")
    )


def _add_size(parser: Parser) -> None:
    size = parser.add_argument_group(_("size of a grid"))
    size.add_argument(
        "--measure",
        type=values.one_of(("households", "people")),
        default="households",
        metavar="MEASURE",
        help=_("households or people; households unless given"),
    )
    explained = (
        ("--target", _("best size; 250 households or 400 people unless given")),
        ("--low", _("smallest size; 200 households or 300 people unless given")),
        ("--high", _("largest size; 300 households or 500 people unless given")),
    )
    for option, meaning in explained:
        size.add_argument(option, type=values.count, metavar="N", help=meaning)


def _add_search(parser: Parser) -> None:
    search = parser.add_argument_group(_("search"))
    search.add_argument(
        "--search",
        type=values.one_of(EFFORTS),
        default=SHORT.name,
        metavar="EFFORT",
        help=_("short, or long for shorter and better boundaries; short unless given"),
    )
    search.add_argument(
        "--seed", type=values.integer, default=0, metavar="N", help=_("another search; the same seed, the same plan")
    )


def _add_reading(parser: Parser) -> None:
    reading = parser.add_argument_group(_("how the town is read"))
    reading.add_argument(
        "--communities", type=Path, metavar="FILE", help=_("communities from this file, not from the town's")
    )
    reading.add_argument(
        "--dedicated", type=Path, metavar="FILE", help=_("grids given beforehand (a campus, a mall) from this file")
    )
    reading.add_argument(
        "--admin-level",
        type=values.count,
        metavar="N",
        help=_("OpenStreetMap boundaries of this level are the communities"),
    )
    reading.add_argument("--crs", metavar="EPSG:N", help=_("the coordinate system, where the file says none or lies"))
    reading.add_argument("--gcj02", action="store_true", help=_("all coordinates are GCJ-02; so will be the plan's"))


def _add_rule(parser: Parser) -> None:
    rule = parser.add_argument_group(
        _("households where nobody counted them"),
        _("Households = footprint x floors x usable share / area of a household, at least 1 where people live."),
    )
    constants = (
        ("--smallest-m2", values.area, _("smaller footprints are sheds"), _RULE.smallest_m2),
        ("--largest-untagged-m2", values.positive, _("larger building=yes are halls"), _RULE.largest_untagged_m2),
        ("--usable-share", values.share, _("dwellings' share of the floors"), _RULE.usable_share),
        ("--household-m2", values.positive, _("square metres of a household"), _RULE.household_m2),
        ("--floors", values.positive, _("floors where none are given"), _RULE.floors),
        ("--apartment-floors", values.positive, _("the same for apartments"), _RULE.apartment_floors),
        ("--people-per-household", values.positive, _("people in a household"), _RULE.people_per_household),
    )
    for option, reader, meaning, default in constants:
        rule.add_argument(option, type=reader, default=default, metavar="X", help=f"{meaning} ({default:g})")
    words = ", ".join(sorted(_RULE.residential))
    rule.add_argument(
        "--residential",
        type=values.words,
        default=_RULE.residential,
        metavar="WORDS",
        help=_("values of the tag building where people live ({words})").format(words=words),
    )


def _add_running(parser: Parser) -> None:
    running = parser.add_argument_group(_("how it runs"))
    running.add_argument("--jobs", type=values.count, metavar="N", help=_("processes; all cores unless given"))
    running.add_argument(
        "--cluster", metavar="ADDRESS", help=_("a Dask scheduler, or local for one here; the plan is the same")
    )
    running.add_argument("--quiet", action="store_true", help=_("no table, no notes, no progress; errors only"))
