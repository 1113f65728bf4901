"""What ``wangge divide`` is asked for, all options seen together. Whether files can be used is seen in ``places``."""

import os
from argparse import Namespace
from dataclasses import dataclass, fields
from pathlib import Path
from typing import cast

from wangge.cli.parser import OptionError
from wangge.gridding.band import Band, SizeMeasure
from wangge.gridding.divide import Settings
from wangge.gridding.files.options import ReadOptions
from wangge.gridding.households import HouseholdRule
from wangge.gridding.search.effort import EFFORTS
from wangge.language import _

# target, low, high; 250 households or 300 to 500 people a grid are the model's.
_BANDS: dict[SizeMeasure, tuple[int, int, int]] = {"households": (250, 200, 300), "people": (400, 300, 500)}


@dataclass(frozen=True)
class Request:
    """One call of ``wangge divide``; outputs are folders when there are several towns."""

    towns: tuple[Path, ...]
    out: Path
    report: Path | None
    picture: Path | None
    picture_community: str | None  # code or name
    previous: Path | None
    reading: ReadOptions
    settings: Settings
    jobs: int
    cluster: str | None
    language: str
    quiet: bool


def request_of(options: Namespace) -> Request:
    """The request; OptionError for options that are missing or do not go together."""
    if not options.towns:
        raise OptionError(_("TOWN is missing: say which file to divide; see wangge divide --help"))
    if options.out is None:
        raise OptionError(_("--out is missing: say where the plan goes, e.g. --out plan.gpkg"))
    if options.picture_community and options.picture is None:
        raise OptionError(_("--picture-community goes with --picture: say where the picture goes"))
    if len(options.towns) > 1:
        _refuse_what_is_one_towns(options)
    return Request(
        towns=tuple(options.towns),
        out=options.out,
        report=options.report,
        picture=options.picture,
        picture_community=options.picture_community,
        previous=options.previous,
        reading=_reading(options),
        settings=Settings(_band(options), EFFORTS[options.search], options.seed),
        jobs=options.jobs or _own_cores(),
        cluster=options.cluster,
        language=options.language,
        quiet=options.quiet,
    )


def _refuse_what_is_one_towns(options: Namespace) -> None:
    for option in ("communities", "dedicated", "picture_community"):
        if getattr(options, option):
            sentence = _("{option} is of one town: divide several towns without it, or one at a time")
            raise OptionError(sentence.format(option=f"--{option.replace('_', '-')}"))


def _band(options: Namespace) -> Band:
    measure = cast(SizeMeasure, options.measure)
    given = (options.target, options.low, options.high)
    target, low, high = (own or usual for own, usual in zip(given, _BANDS[measure], strict=True))
    if not low <= target <= high:
        sentence = _(
            "--low {low}, --target {target}, --high {high}: "
            "the target must lie between low and high; give all three if you change one"
        )
        raise OptionError(sentence.format(low=low, target=target, high=high))
    return Band(target, low, high, measure)


def _reading(options: Namespace) -> ReadOptions:
    constants = {field.name: getattr(options, field.name) for field in fields(HouseholdRule)}
    return ReadOptions(
        communities_file=options.communities,
        dedicated_file=options.dedicated,
        admin_level=options.admin_level,
        rule=HouseholdRule(**constants),
        crs=options.crs,
        gcj02=options.gcj02,
    )


def _own_cores() -> int:
    """The cores that this process may use, which a container or a batch system may have limited."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
