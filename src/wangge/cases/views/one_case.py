"""The page of one case: what it is, where it stands, what happened, and what one may do."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wangge.cases.deed_words import deed_words
from wangge.cases.deeds import deeds_of, gives_check
from wangge.cases.forms import FORMS, form_for
from wangge.cases.models import Case, Photo, PhotoStage, Request
from wangge.cases.numbers import number_of
from wangge.cases.photo_rights import handles
from wangge.cases.photos import stage_words
from wangge.cases.story import Story, read_story
from wangge.cases.visibility import visible_case
from wangge.cases.workflow import Verb
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.pages import page_for_staff

_REMARKS = (Verb.COMMENT, Verb.NOTE)


@require_GET
@page_for_staff
def show_case(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """The case with its story: at most twelve statements, those of the session among them."""
    case = visible_case(number, by=by)
    story = read_story(case, by=by)
    requests = list(Request.objects.filter(case=case).select_related("order__unit").order_by("id"))
    possible: list[Verb] = [verb for verb in story.possible if verb in FORMS and verb is not Verb.SEND_TO_CHECK]
    if gives_check(case, by):
        possible.append(Verb.SEND_TO_CHECK)
    deeds = deeds_of(case, possible, story.orders, requests, by)
    shown = {
        "case": case,
        "story": story,
        "orders": sorted(story.orders, key=lambda order: (not order.open, not order.lead, -order.pk)),
        "first": (deeds.primary, deed_words(deeds.primary)) if deeds.primary else None,
        "likely": _buttons(deeds.usual),
        "others": _buttons(deeds.rare),
        "requests": requests,
        "merged": Case.objects.filter(merged_into=case).only("id", "reported_at").order_by("id"),
        "since_report": (case.ended_at or by.at) - case.reported_at,
        "remarks": [(verb, deed_words(verb), form_for(verb, case, by)) for verb in _REMARKS if verb in possible],
        "photos_by_stage": _by_stage(story),
        "may_see_photos": handles(case, by=by),
        "counted": _counted(case),
        "merged_into": number_of(case.merged_into_id) if case.merged_into_id else "",
        "now": by.at,
    }
    return render(request, "cases/case.html", shown)


def _buttons(verbs: Sequence[Verb]) -> list[tuple[Verb, str]]:
    return [(verb, deed_words(verb)) for verb in verbs]


def _by_stage(story: Story) -> list[tuple[str, list[Photo]]]:
    stages = ((stage, [photo for photo in story.photos if photo.stage == stage]) for stage in PhotoStage)
    return [(stage_words(stage), photos) for stage, photos in stages if photos]


def _counted(case: Case) -> str:
    """How often it went back, in words; empty where it never did."""
    counts = {
        _("returned {count}×"): case.returns,
        _("rework {count}×"): case.reworks,
        _("extended {count}×"): case.extensions,
        _("reopened {count}×"): case.reopenings,
    }
    return _(", ").join(words.format(count=count) for words, count in counts.items() if count)
