"""How a refusal becomes a page, in one place; the API has ``problems``."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from wangge.accounts.refusals import Refusal
from wangge.config import problems
from wangge.config.loads import most_bytes, too_big_words
from wangge.language import _
from wangge.screens.answers import asks_for_fragment, notice


class RefusedPages:
    """Middleware: a refusal that no page answered itself is shown with its sentence and status."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Django asks this for every exception of a view; all that are no refusals go on."""
        if not isinstance(fault, Refusal):
            return None
        if asks_for_fragment(request):
            return notice(str(fault), fault.status)
        shown = {"heading": _heading(fault.status), "sentence": str(fault)}
        return render(request, "screens/refused.html", shown, status=fault.status)


def within_bounds(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: who announces more than the door takes is answered before a byte of it is read.

    Whoever asks for a form's token reads the whole form, and its files go to disk: this stands before all of them.
    """

    def asked(request: HttpRequest) -> HttpResponse:
        most = most_bytes(request.path_info)
        if _announced(request) <= most:
            return answer(request)
        if request.path_info.startswith("/api/"):
            return problems.too_big(most)
        if asks_for_fragment(request):
            return notice(too_big_words(most), 413)
        return HttpResponse(too_big_words(most), status=413, content_type="text/plain; charset=utf-8")

    return asked


def no_nul(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: nothing has a NUL in its name, and PostgreSQL does not even let one ask for it.

    An address with one leads nowhere. Behind the question mark pages read it as a space; the API refuses it.
    """

    def asked(request: HttpRequest) -> HttpResponse:
        of_the_api = request.path_info.startswith("/api/")
        if not of_the_api and "%00" in request.META.get("QUERY_STRING", ""):
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace("%00", "%20")
        if "\x00" not in request.path_info:
            return answer(request)
        if of_the_api:
            return problems.not_found(request, Http404())
        raise Http404

    return asked


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (handed in by Django)
    """The page for an address that leads nowhere."""
    shown = {"heading": _heading(404), "sentence": _("There is nothing at this address; perhaps it was mistyped.")}
    return render(request, "screens/refused.html", shown, status=404)


def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (handed in by Django)
    """The page where a form's token does not fit, most often after signing in again in another window."""
    sentence = _("The page was open too long, or you signed in again: go back, load it again and send it once more.")
    if asks_for_fragment(request):
        return notice(sentence, 403)
    return render(request, "screens/refused.html", {"heading": _heading(403), "sentence": sentence}, status=403)


def _announced(request: HttpRequest) -> int:
    """As Django reads it: what is no number counts as nothing, and no byte is read then."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _heading(status: int) -> str:
    words = {403: _("Not allowed"), 404: _("Not found"), 409: _("Somebody was first")}
    return words.get(status, _("This does not go"))
