"""One verb for many cases that were ticked: each answers for itself, and what was refused stands first."""

from collections.abc import Callable, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from wangge.cases.actions.bulk import Answer, file_many, take_in_many
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.pages import page_for_staff


@require_POST
@page_for_staff
def act_on_many(request: HttpRequest, by: Actor) -> HttpResponse:
    """Take in or file what was ticked, as it was reported."""
    verb = request.POST.get("verb", "")
    if verb not in _DEEDS:
        raise Http404
    words, act = _DEEDS[verb]
    answers = act(request.POST.getlist("number"), by)
    return answers_page(request, words(), answers, reverse("desk_intake"))


def answers_page(request: HttpRequest, heading: str, answers: Sequence[Answer], back: str) -> HttpResponse:
    """What became of each case, and the way back to the desk."""
    shown = {
        "heading": heading,
        "answers": answers,
        "refused": [answer for answer in answers if not answer.done],
        "done": [answer for answer in answers if answer.done],
        "back": back,
    }
    return render(request, "desk/many.html", shown)


_Act = Callable[[Sequence[str], Actor], list[Answer]]
_DEEDS: dict[str, tuple[Callable[[], str], _Act]] = {
    "take_in": (lambda: _("Taken in at once"), lambda numbers, by: take_in_many(numbers=numbers, by=by)),
    "file": (lambda: _("Filed at once"), lambda numbers, by: file_many(numbers=numbers, by=by)),
}
