"""What waits for the duty supervisor and the centre's lead: requests, closings, late verifications, calls, answers.

Reads only, at most three statements each, however many wait.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet

from wangge.accounts.permissions import Permission
from wangge.cases.actions.closing import REOPENED_WITHIN
from wangge.cases.asking import DECIDED_BY, GIVEN_AWAY, WAITING
from wangge.cases.models import Case, CaseNote, FollowUp, Order, Outcome, Photo, PhotoStage, PhotoState, Request
from wangge.cases.permissions import role_for
from wangge.cases.visibility import of_visible_case, open_to, shown_page, with_what_is_shown
from wangge.cases.workflow import State, Verb
from wangge.catalogue.contents import Closure, Edition
from wangge.catalogue.models import ClosureCondition
from wangge.territory.actors import Actor

MOST = 30  # of each kind on the page; the oldest deadlines stand first
Closures = Sequence[Closure | ClosureCondition]
_ASKED = {"extension": Verb.ASK_EXTENSION, "suspension": Verb.ASK_SUSPENSION, "void": Verb.ASK_VOID}


@dataclass(frozen=True)
class ToDecide:
    """A request with the words beside it; ``grant`` and ``refuse`` are empty where somebody else decides it."""

    request: Request
    words: str
    own: bool
    grant: str
    refuse: str

    @property
    def case(self) -> Case:
        return self.request.case


@dataclass(frozen=True)
class ToClose:
    """A checked case, its first and its last photo, and the closure conditions of the class that it was filed under."""

    case: Case
    before: Photo | None
    after: Photo | None
    closures: Closures
    own: bool

    @property
    def fixed(self) -> bool:
        return self.case.outcome == Outcome.FIXED


def requests_to_decide(*, by: Actor) -> list[ToDecide]:
    """What units and desks ask for, by the deadline that it is about."""
    found = Request.objects.filter(of_visible_case(by), state__in=WAITING).exclude(order__state__in=GIVEN_AWAY)
    shown = ("case__minor__major", "case__community", "case__unit", "order__unit", "asked_by")
    rows = found.select_related(*shown).defer("case__community__boundary").order_by("order__due_at", "asked_at")[:MOST]
    requests = list(rows)
    words = _words_of(requests)
    return [_to_decide(request, words, by) for request in requests]


def cases_to_close(edition: Edition, *, by: Actor) -> list[ToClose]:
    """Cases whose check is done, the oldest limit first."""
    found = open_to(by).filter(state=State.CHECKED)
    cases = shown_page(found.order_by(F("stage_due_at").asc(nulls_last=True), "pk")[:MOST])
    photos: dict[int, list[Photo]] = defaultdict(list)
    for photo in Photo.objects.filter(case__in=[case.pk for case in cases], state=PhotoState.READY).order_by("id"):
        photos[photo.case_id].append(photo)
    closures = _closures_of(cases, edition)
    return [_to_close(case, photos[case.pk], closures.get(case.minor_id, ()), by) for case in cases]


def late_verifications(*, by: Actor) -> list[Case]:
    """Reports that somebody was to look at and did not in time: who may, files them unverified, with a reason."""
    found = open_to(by).filter(state=State.VERIFYING, stage_due_at__lt=by.at)
    return list(with_what_is_shown(found).order_by("-urgent", "stage_due_at", "pk")[:MOST])


def calls_to_make(*, by: Actor) -> list[FollowUp]:
    """Questions to reporters who agreed to be called and read no messages, the longest waiting first.

    While a "no" still opens the case again; who was not reached until then is called no more.
    """
    waiting = FollowUp.objects.filter(
        asked_at__gte=by.at - REOPENED_WITHIN,
        answered_at=None,
        follower__reporter=True,
        follower__may_call=True,
        follower__sealed__isnull=False,
    )
    return _follow_ups(waiting.filter(of_visible_case(by), follower__channel="").order_by("asked_at", "id"))


def answers_not_fixed(*, by: Actor) -> list[FollowUp]:
    """Answers "it is not fixed" of the days in which they open a case again, the newest first."""
    since = by.at - REOPENED_WITHIN
    told = FollowUp.objects.filter(of_visible_case(by), fixed=False, answered_at__gte=since)
    return _follow_ups(told.order_by("-answered_at", "-id"))


def _follow_ups(rows: QuerySet[FollowUp]) -> list[FollowUp]:
    shown = ("follower__case", "case__minor__major", "case__community", "case__unit")
    return list(rows.select_related(*shown).defer("case__community__boundary")[:MOST])


def _words_of(requests: list[Request]) -> dict[tuple[int, str], str]:
    """What was written when it was asked, by case and verb; the newest counts."""
    verbs = [*_ASKED.values(), Verb.ASK_APPEAL]
    cases = [request.case_id for request in requests]
    notes = CaseNote.objects.filter(case__in=cases, step__verb__in=verbs).order_by("id")
    return {(case, verb): text for case, verb, text in notes.values_list("case_id", "step__verb", "text")}


def _to_decide(request: Request, words: dict[tuple[int, str], str], by: Actor) -> ToDecide:
    asked = _ASKED.get(request.kind, Verb.ASK_APPEAL)
    own = by.user_id in {request.asked_by_id, request.first_reviewer_id}
    grant, refuse = DECIDED_BY[request.kind]
    may = not own and role_for(refuse, request.case, by=by) is not None
    granting = may and not (request.kind == "extension" and _is_second(request.order) and not _leads(request.case, by))
    text = words.get((request.case_id, asked), "")
    return ToDecide(request, text, own, grant if granting else "", refuse if may else "")


def _is_second(part: Order | None) -> bool:
    return part is not None and part.extensions > 0


def _leads(case: Case, by: Actor) -> bool:
    return by.may_at(Permission.GRANT_SECOND_EXTENSION, case.community_id)


def _closures_of(cases: list[Case], edition: Edition) -> Mapping[int | None, Closures]:
    """By minor class, which belongs to an edition: closing takes those of the edition that the case was filed under.

    No statement where that is the one in force.
    """
    wanted = {case.minor_id for case in cases if case.minor_id is not None}
    found: dict[int | None, Closures] = {minor.id: minor.closures for minor in edition.minors.values()}
    former = wanted - found.keys()
    rows = ClosureCondition.objects.filter(minor__in=former).order_by("code") if former else ()
    return found | {minor: [row for row in rows if row.minor_id == minor] for minor in former}


def _to_close(case: Case, photos: list[Photo], closures: Closures, by: Actor) -> ToClose:
    before = next((photo for photo in photos if photo.stage in {PhotoStage.REPORT, PhotoStage.VERIFY}), None)
    after = next((photo for photo in reversed(photos) if photo.stage in {PhotoStage.RESOLVE, PhotoStage.CHECK}), None)
    own = by.user_id in {case.checked_by_id, case.resolved_by_id}
    return ToClose(case, before, after, closures, own)
