"""The language of a request: Django's choice from header and cookie is spoken by our catalogue too."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from wangge.language import activate

Answer = Callable[[HttpRequest], HttpResponse]


def speak(answer: Answer) -> Answer:
    """Activate the catalogue of the language that the request prefers; Chinese where it says nothing."""

    def spoken(request: HttpRequest) -> HttpResponse:
        activate("en" if (get_language() or "").startswith("en") else "zh_Hans")
        return answer(request)

    return spoken
