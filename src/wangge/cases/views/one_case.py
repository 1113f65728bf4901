"""The page of one case: what it is, where it stands, what happened, and what one may do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wangge.cases.deed_words import deed_words
from wangge.cases.forms import FORMS, form_for
from wangge.cases.models import Case, Photo, PhotoStage
from wangge.cases.numbers import number_of
from wangge.cases.offered import offered_verbs
from wangge.cases.photo_rights import handles
from wangge.cases.photos import stage_words
from wangge.cases.story import Story, read_story
from wangge.cases.visibility import visible_case
from wangge.cases.workflow import Verb
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.pages import page_for_staff

_REMARKS = (Verb.COMMENT, Verb.NOTE)
# What somebody most likely came for, first of all; what is rare stands under "more".
_LIKELY = (
    Verb.CHECK, Verb.VERIFY, Verb.RESOLVE, Verb.ACKNOWLEDGE, Verb.CLOSE, Verb.DISPATCH, Verb.REDISPATCH, Verb.FILE,
    Verb.GRANT_EXTENSION, Verb.SUSPEND, Verb.VOID, Verb.REVIEW_APPEAL,
)  # fmt: skip
_OFTEN = (
    Verb.REFUTE,
    Verb.RETURN,
    Verb.ASSIGN,
    Verb.REFUSE_FILING,
    Verb.SEND_TO_VERIFY,
    Verb.ASK_EXTENSION,
    Verb.SEND_TO_CHECK,
)


@require_GET
@page_for_staff
def show_case(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """The case with its story: at most twelve statements, those of the session among them."""
    case = visible_case(number, by=by)
    story = read_story(case, by=by)
    deeds = [verb for verb in offered_verbs(case, story.possible, by=by) if verb in FORMS and verb not in _REMARKS]
    first = next((verb for verb in _LIKELY if verb in deeds), None)
    likely = [verb for verb in _OFTEN if verb in deeds]
    shown = {
        "case": case,
        "story": story,
        "orders": sorted(story.orders, key=lambda order: (not order.open, not order.lead, -order.pk)),
        "first": (first, deed_words(first)) if first else None,
        "likely": _buttons(likely),
        "others": _buttons([verb for verb in deeds if verb != first and verb not in likely]),
        "remarks": [(verb, deed_words(verb), form_for(verb, case, by)) for verb in _REMARKS if verb in story.possible],
        "photos_by_stage": _by_stage(story),
        "may_see_photos": handles(case, by=by),
        "counted": _counted(case),
        "merged_into": number_of(case.merged_into_id) if case.merged_into_id else "",
        "now": by.at,
    }
    return render(request, "cases/case.html", shown)


def _buttons(verbs: list[Verb]) -> list[tuple[Verb, str]]:
    return [(verb, deed_words(verb)) for verb in verbs]


def _by_stage(story: Story) -> list[tuple[str, list[Photo]]]:
    stages = ((stage, [photo for photo in story.photos if photo.stage == stage]) for stage in PhotoStage)
    return [(stage_words(stage), photos) for stage, photos in stages if photos]


def _counted(case: Case) -> str:
    """How often it went back, in words; empty where it never did."""
    counts = {
        _("returned {count} times"): case.returns,
        _("rework {count} times"): case.reworks,
        _("extended {count} times"): case.extensions,
        _("reopened {count} times"): case.reopenings,
    }
    return _(", ").join(words.format(count=count) for words, count in counts.items() if count)
