"""Counting the steps: each exactly once, by cursor, however many workers count at the same time."""

from collections import Counter
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from wangge.accounts.transactions import Cursor, settled_after
from wangge.cases.actions.flows import Passed, add_flows, with_what_flows
from wangge.cases.models import CaseStep, FlowTally, Reader, Tally

READER = "tallies"
BATCH = 2000

_READ = ("transaction", "id", "at", "case__community_id", "verb", "before", "after", "entered", "held_by", "held_to",
         "case__minor__major__kind", "case__minor__code")  # fmt: skip

_Key = tuple[date, str, str, str, str]  # day in the city, community, verb, kind, class code


def count_steps(*, most: int = BATCH) -> int:
    """Count the next steps, at most ``most``, and return how many; 0 also where another worker was first.

    The cursor moves by compare-and-swap in the same transaction: a batch counts as a whole and once, or not at all.
    The class is that of the case at this moment; sums over all classes never depend on it.

    Six statements, and one more for each late resolving that an appeal excuses.
    """
    reader = Reader.objects.filter(name=READER).first() or Reader.objects.get_or_create(name=READER)[0]
    cursor = Cursor(reader.transaction, reader.row)
    steps = list(with_what_flows(settled_after(CaseStep.objects.all(), cursor)).values_list(*_READ)[:most])
    if not steps:
        return 0
    counts = Counter(_key(step) for step in steps)
    with transaction.atomic():
        if not _move_on(reader, Cursor(*steps[-1][:2])):
            return 0
        _add(counts)
        add_flows(Passed(*step[2:10]) for step in steps)
    return len(steps)


@transaction.atomic
def recount_steps() -> int:
    """Forget all counts and count from the first step, with today's classes; others wait or find nothing to do."""
    Reader.objects.get_or_create(name=READER)
    Reader.objects.filter(name=READER).update(transaction=Cursor().transaction, row=Cursor().row)
    Tally.objects.all().delete()
    FlowTally.objects.all().delete()
    counted = 0
    while batch := count_steps():
        counted += batch
    return counted


def _key(step: tuple[Any, ...]) -> _Key:
    at, community, verb = step[2:5]
    kind, class_code = step[10:]
    return timezone.localdate(at), community, verb, kind or "", class_code or ""


def _move_on(reader: Reader, to: Cursor) -> int:
    """Whoever moves it holds its row until the end: the counts are read and written by one at a time."""
    there = Reader.objects.filter(pk=reader.pk, transaction=reader.transaction, row=reader.row)
    return there.update(transaction=to.transaction, row=to.row)


def _add(counts: Counter[_Key]) -> None:
    days, communities, verbs = ({key[place] for key in counts} for place in range(3))
    for tally in Tally.objects.filter(day__in=days, community__in=communities, verb__in=verbs):
        key = (tally.day, tally.community, tally.verb, tally.kind, tally.class_code)
        if key in counts:
            counts[key] += tally.count
    rows = [
        Tally(day=day, community=community, verb=verb, kind=kind, class_code=code, count=count)
        for (day, community, verb, kind, code), count in counts.items()
    ]
    Tally.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["day", "community", "verb", "kind", "class_code"],
        update_fields=["count"],
    )
