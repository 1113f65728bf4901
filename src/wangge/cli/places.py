"""Where the files of each town come from and go to, refused before any work begins if they cannot go there."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wangge.cli.parser import OptionError
from wangge.cli.request import Request
from wangge.gridding.files.vector import NEEDED, WELCOME
from wangge.language import _

PLAN, REPORT, PICTURE = ".gpkg", ".json", ".png"

# What is taken off the name of a town's file; GDAL's other endings are single ones.
_DOUBLE_ENDINGS = (".osm.pbf", ".osm.gz")


@dataclass(frozen=True)
class Errand:
    """One town to be divided, and its files."""

    town: Path
    out: Path
    report: Path | None
    picture: Path | None
    previous: Path | None


def errands_of(request: Request) -> list[Errand]:
    """An errand for each town; OptionError if two would write the same file, or one cannot be written."""
    if len(request.towns) == 1:
        errands = [Errand(request.towns[0], request.out, request.report, request.picture, request.previous)]
    else:
        _refuse_like_names(request.towns)
        errands = [_in_folders(town, request) for town in request.towns]
    inputs = [source for errand in errands for source in _sources(errand, request)]
    for place, option, ending in (output for errand in errands for output in _outputs(errand)):
        refuse_place(place, option, ending)
        if place.resolve() in inputs:
            sentence = _("{option} {path} is read as well: choose another place, or what is there would be lost")
            raise OptionError(sentence.format(option=option, path=place))
    return errands


def refuse_place(place: Path, option: str, ending: str) -> None:
    """OptionError unless a file of this ending can be written there; nothing is left behind."""
    if place.suffix.lower() != ending:
        sentence = _("{option} {path}: the name must end in {ending}")
        raise OptionError(sentence.format(option=option, path=place, ending=ending))
    if place.is_dir():
        raise OptionError(_("{option} {path} is a folder: give the name of a file").format(option=option, path=place))
    try:
        with tempfile.TemporaryFile(dir=place.parent):
            pass
    except OSError as error:
        sentence = _("{option} {path}: nothing can be written there ({reason}); make the folder or choose another")
        reason = error.strerror or type(error).__name__
        raise OptionError(sentence.format(option=option, path=place, reason=reason)) from error


def _in_folders(town: Path, request: Request) -> Errand:
    stem = _stem(town)
    return Errand(
        town,
        request.out / f"{stem}{PLAN}",
        request.report / f"{stem}{REPORT}" if request.report else None,
        request.picture / f"{stem}{PICTURE}" if request.picture else None,
        request.previous / f"{stem}{PLAN}" if request.previous else None,
    )


def _refuse_like_names(towns: tuple[Path, ...]) -> None:
    stem, times = Counter(_stem(town) for town in towns).most_common(1)[0]
    if times > 1:
        sentence = _(
            "{count} towns are called {name}, and so would be their plans: rename the files, or divide them apart"
        )
        raise OptionError(sentence.format(count=times, name=stem))


def _stem(town: Path) -> str:
    name = town.resolve().name
    ending = next((ending for ending in _DOUBLE_ENDINGS if name.lower().endswith(ending)), town.suffix)
    return name[: len(name) - len(ending)]


def _outputs(errand: Errand) -> Iterator[tuple[Path, str, str]]:
    yield errand.out, "--out", PLAN
    if errand.report:
        yield errand.report, "--report", REPORT
    if errand.picture:
        yield errand.picture, "--picture", PICTURE


def _sources(errand: Errand, request: Request) -> Iterator[Path]:
    """The files that are read, links followed; of a folder those that may be layers of a town."""
    given = (errand.town, errand.previous, request.reading.communities_file, request.reading.dedicated_file)
    for path in given:
        if path is not None:
            yield path.resolve()
    if errand.town.is_dir():
        layers = {*NEEDED, *WELCOME}
        yield from (file.resolve() for file in errand.town.iterdir() if file.stem.lower() in layers)
