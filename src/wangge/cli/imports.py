"""``wangge import``: one file, all of it or nothing; bad rows are told one by one."""

from argparse import Namespace
from collections.abc import Callable, Iterator

from rich.console import Console

from wangge.accounts.refusals import Refusal, Unusable
from wangge.cli import import_catalogue, import_territory
from wangge.cli.errand import Errand, errand_of
from wangge.cli.platform import answering_database, refuse_old_database
from wangge.language import _
from wangge.territory.defects import PlanDefects
from wangge.territory.tables import BadRows

_KINDS: dict[str, Callable[[Errand], str]] = {
    "areas": import_territory.areas,
    "basemap": import_territory.basemap,
    "organisations": import_territory.organisations,
    "staff": import_territory.staff,
    "plan": import_territory.plan,
    "catalogue": import_catalogue.catalogue,
    "calendars": import_catalogue.calendars,
    "components": import_catalogue.components,
    "addresses": import_territory.addresses,
    "dwellings": import_territory.dwellings,
    "premises": import_territory.premises,
}


def run(options: Namespace, _begun: float) -> None:
    """Import; OptionError, Refusal."""
    refuse_old_database()
    console = Console(highlight=False, markup=False, soft_wrap=True)
    try:
        with answering_database():
            told = _KINDS[options.kind](errand_of(options))
    except (BadRows, PlanDefects) as refusal:
        faults = list(_faults(refusal))
        for fault in faults:
            console.print(fault)
        sentence = _("{file}: {number} faults, see above; nothing was imported")
        raise Unusable(sentence.format(file=options.file, number=len(faults))) from refusal
    console.print(told)


def _faults(refusal: Refusal) -> Iterator[str]:
    if isinstance(refusal, BadRows):
        yield from map(str, refusal.rows)
    if isinstance(refusal, PlanDefects):
        yield from (str(defect) for defect in refusal.defects if defect.fatal)
