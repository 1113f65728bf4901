"""The page of one case: what it is, where it stands, what happened, and what one may do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wangge.cases.deed_words import deed_words
from wangge.cases.forms import FORMS
from wangge.cases.story import read_story
from wangge.cases.visibility import visible_case
from wangge.territory.actors import Actor
from wangge.territory.pages import page_for_staff


@require_GET
@page_for_staff
def show_case(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """The case with its story: eight statements, those of the session among them."""
    case = visible_case(number, by=by)
    story = read_story(case, by=by)
    deeds = [(verb, deed_words(verb)) for verb in story.possible if verb in FORMS]
    return render(request, "cases/case.html", {"case": case, "story": story, "deeds": deeds, "now": by.at})
