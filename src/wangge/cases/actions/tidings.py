"""Telling people: read the steps behind the cursor, write what they mean into the outbox, move the cursor on."""

from collections import defaultdict
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from wangge.accounts.transactions import Cursor, settled_after
from wangge.cases.actions.follow_ups import ask_follow_ups
from wangge.cases.models import CaseNote, CaseStep, Follower, NoteKind, Order, Reader
from wangge.cases.tidings import Setting, address_of, follower_drafts, is_told, without_prelude
from wangge.cases.tidings_inside import inside_drafts
from wangge.cases.tidings_outside import news_of
from wangge.cases.workflow import OrderKind, Verb
from wangge.language import _
from wangge.messages.actions import PLATFORM_DESK
from wangge.messages.alerts import AlertDraft, raise_alerts
from wangge.messages.inbox import by_mail_too
from wangge.messages.outbox import Draft, write_messages
from wangge.messages.webhooks import queue_deliveries

_BATCH = 500
_NAME = "tidings"


def spread_tidings(at: datetime) -> int:
    """Write the messages of every step that settled since the last time; return how many steps were read.

    Two at once do no harm: the cursor is moved by compare-and-swap in the transaction that writes the messages.
    """
    read = 0
    while True:
        count = _spread_batch(at)
        read += count
        if count < _BATCH:
            return read


@transaction.atomic
def _spread_batch(at: datetime) -> int:
    reader, _made = Reader.objects.get_or_create(name=_NAME)
    behind = CaseStep.objects.select_related("case__unit", "unit", "order")
    steps = list(settled_after(behind, Cursor(reader.transaction, reader.row))[:_BATCH])
    if not steps:
        return 0
    here = Reader.objects.filter(name=_NAME, transaction=reader.transaction, row=reader.row)
    if not here.update(transaction=steps[-1].transaction, row=steps[-1].pk):
        return 0  # another worker was first
    _write(steps, at)
    return len(steps)


def _write(steps: list[CaseStep], at: datetime) -> None:
    followers, answers, parts = _followers(steps), _answers(steps), _parts(steps)
    told = {step.case_id for step in steps if is_told(step)}
    addresses = {follower.pk: address_of(follower) for case in told for follower in followers[case]}
    setting = Setting(at, ZoneInfo(settings.TIME_ZONE), settings.SITE, addresses)
    drafts: list[Draft] = []
    for step in without_prelude(steps):
        drafts += follower_drafts(step, followers[step.case_id], answers[step.pk], setting)
        drafts += inside_drafts(step, parts[step.case_id], setting)
    if drafts:
        write_messages(by_mail_too(drafts), at=at)
    if None in addresses.values():
        raise_alerts([_lost_followers()], at=at)
    queue_deliveries([news_of(step) for step in steps], at=at)
    for step in steps:
        if step.verb == Verb.CLOSE:
            ask_follow_ups(case=step.case, at=step.at)


def _lost_followers() -> AlertDraft:
    """One for all of them: what to do is the same, and nobody is named."""
    text = _("Followers are not told of their cases, because their sealed contacts do not open.")
    advice = _("Add the key that sealed them to the end of WANGGE_CONTACT_KEYS; what they miss is not told afterwards.")
    return AlertDraft("lost_followers", "undelivered", f"{text} {advice}", desk=PLATFORM_DESK)


def _followers(steps: list[CaseStep]) -> dict[int, list[Follower]]:
    """Those of each case, and of every case that was merged into it."""
    cases = {step.case_id for step in steps}
    found: dict[int, list[Follower]] = defaultdict(list)
    rows = Follower.objects.filter(Q(case__in=cases) | Q(case__merged_into__in=cases)).select_related("case")
    for follower in rows.order_by("id"):
        found[follower.case_id].append(follower)
        if follower.case.merged_into_id is not None:
            found[follower.case.merged_into_id].append(follower)
    return found


def _answers(steps: list[CaseStep]) -> dict[int, list[str]]:
    words: dict[int, list[str]] = defaultdict(list)
    for note in CaseNote.objects.filter(step__in=steps, kind=NoteKind.PUBLIC).order_by("id"):
        words[note.step_id].append(note.text)
    return words


def _parts(steps: list[CaseStep]) -> dict[int, list[Order]]:
    """What each case gives, or gave, to units: the lead's part first."""
    found: dict[int, list[Order]] = defaultdict(list)
    cases = {step.case_id for step in steps}
    for part in Order.objects.filter(case__in=cases, kind=OrderKind.PART).order_by("-lead", "id"):
        found[part.case_id].append(part)
    return found
