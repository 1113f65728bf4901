"""The desk of the intake operator: list left, the case in the middle, the map right. Verbs go through ``acting``."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from wangge.accounts.permissions import Permission
from wangge.cases.actions.holds import hold_case
from wangge.cases.intake_desk import Waiting, holder_of, open_at_desk, waiting_at_intake
from wangge.cases.models import Case
from wangge.cases.numbers import CaseNumberError, number_of, row_of
from wangge.cases.permissions import role_for
from wangge.cases.views.intake_page import page_of
from wangge.cases.workflow import Verb
from wangge.catalogue.class_search import find_classes
from wangge.catalogue.editions import edition_in_force
from wangge.language import CHINESE, active_language
from wangge.territory.actors import Actor
from wangge.territory.pages import need_somewhere, page_for_staff


@dataclass(frozen=True)
class _Asked:
    """``case`` is opened whoever has it; ``then`` if it is free, else the next; ``skip`` waits to be sent (undo)."""

    case: str
    then: str
    words: str
    reason: str  # whose phrase is to be put in, where no script does it
    skip: tuple[str, ...]

    def address(self, case: str) -> str:
        """Where the list of this page is asked for again."""
        kept = [("case", case), ("words", self.words), *(("skip", number) for number in self.skip)]
        return f"{reverse('desk_intake_list')}?{urlencode([pair for pair in kept if pair[1]])}"


@require_GET
@page_for_staff
def show_intake(request: HttpRequest, by: Actor) -> HttpResponse:
    """The list and the case that was asked for, else the first that no colleague has open."""
    need_somewhere(by, Permission.TAKE_IN)
    asked = _asked(request)
    waiting = waiting_at_intake(by=by, words=asked.words, without=asked.skip)
    case = _case_to_open(asked, waiting.cases, by)
    if case is None and (asked.case or not waiting.cases) and (number := _number_among(asked.case, asked.words)):
        return HttpResponseRedirect(reverse("case", args=[number]))  # it is further on its way, or never was
    shown = {"asked": asked, "by": by, "now": by.at, "list_address": asked.address(case.number if case else "")}
    if case is not None:
        holder = _held(case, by)
        edition = edition_in_force()
        shown |= page_of(open_at_desk(case, edition, by=by), edition, by=by) | {"holder": holder}
    return render(request, "desk/intake.html", {**shown, **_rows(waiting, case.number if case else "")})


@require_GET
@page_for_staff
def list_intake(request: HttpRequest, by: Actor) -> HttpResponse:
    """The list alone, as an open page asks for it every few seconds; the case that is open there stays held."""
    need_somewhere(by, Permission.TAKE_IN)
    asked = _asked(request)
    waiting = waiting_at_intake(by=by, words=asked.words, without=asked.skip)
    case = next((case for case in waiting.cases if case.number == asked.case), None)
    if case is not None:
        _held(case, by)
    return render(request, "desk/parts/waiting.html", {"by": by, "now": by.at, **_rows(waiting, asked.case)})


@require_GET
@page_for_staff
def find_class(request: HttpRequest, by: Actor) -> HttpResponse:
    """Classes as somebody types them: code, name, pinyin or initials; a slip or two is forgiven."""
    need_somewhere(by, Permission.TAKE_IN, Permission.REPORT_ON_BEHALF)
    words = request.GET.get("q", "")[:60]
    language = CHINESE if active_language() == CHINESE else "en"
    minors = find_classes(edition_in_force(), words, language, 8)
    return render(request, "desk/parts/classes.html", {"minors": minors, "words": words})


def _asked(request: HttpRequest) -> _Asked:
    given = request.GET
    return _Asked(
        case=given.get("case", ""),
        then=given.get("then", ""),
        words=given.get("words", "").strip()[:100],
        reason=given.get("reason", ""),
        skip=tuple(given.getlist("skip")[:20]),
    )


def _case_to_open(asked: _Asked, cases: Sequence[Case], by: Actor) -> Case | None:
    by_number = {case.number: case for case in cases}
    if asked.case:
        return by_number.get(_read_number(asked.case))
    free = {number: case for number, case in by_number.items() if not holder_of(case, by=by)}
    return free.get(asked.then) or next(iter(free.values()), None)


def _number_among(*texts: str) -> str:
    """The first of the texts that is a case number; empty where none is."""
    return next((number for number in map(_read_number, texts) if number), "")


def _read_number(text: str) -> str:
    try:
        return number_of(row_of(text))
    except CaseNumberError:
        return ""


def _held(case: Case, by: Actor) -> str:
    """Hold the case for a moment; the name of the colleague who was first, or empty."""
    if role_for(Verb.TAKE_IN, case, by=by) is None:
        return ""
    known = holder_of(case, by=by)
    if known:
        return known
    hold = hold_case(case=case, by=by)
    return "" if hold.holder_id == by.user_id else hold.holder.work_name


def _rows(waiting: Waiting, number: str) -> dict[str, object]:
    """The list with the neighbours of the open case, for the keys j and k."""
    numbers = [case.number for _stage, _count, cases in waiting.stages() for case in cases]
    place = numbers.index(number) if number in numbers else -1
    return {
        "stages": waiting.stages(),
        "number": number,
        "following": numbers[place + 1] if place + 1 < len(numbers) else "",
        "preceding": numbers[place - 1] if place > 0 else "",
    }
