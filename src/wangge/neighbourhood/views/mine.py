"""My report, behind its private link: read, answered, opened again, added to, let go of. The link is the proof.

With ``no-referrer`` browsers send ``Origin: null`` with a form, which Django's check against foreign forms refuses. Who
does not know the secret in the address can send nothing here, and no session counts: so that check is left out.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language

from wangge.accounts.refusals import NotFound, Refusal
from wangge.cases.actions.closing import reopen_by_reporter
from wangge.cases.actions.follow_ups import answer_follow_up
from wangge.cases.actions.following import follower_by_token, stop_following, write_in_language
from wangge.cases.public import public_case
from wangge.language import CHINESE, ENGLISH, _
from wangge.neighbourhood.mine import my_report
from wangge.neighbourhood.sent_photos import keep_photo, photo_sent
from wangge.neighbourhood.strangers import Answer, page_for_residents, private_page
from wangge.neighbourhood.telephone import public_page
from wangge.territory.actors import Actor

_SECRET_LENGTH = 32


@require_http_methods(["GET", "POST"])
@page_for_residents
def find_report(request: HttpRequest, _by: Actor) -> HttpResponse:
    """Where one types the link, or the end of it, from a message or a slip; a public number leads to its page."""
    if request.method == "GET":
        return public_page(request, "find_report.html", {})
    typed = request.POST.get("link", "").strip()
    secret = typed.rstrip("/").rpartition("/")[2].replace(" ", "").lower()
    try:
        if len(secret) == _SECRET_LENGTH:
            follower_by_token(secret)
            return _see_other(reverse("mine", args=[secret]))
        return _see_other(reverse("public_case", args=[public_case(typed[:40]).number]))
    except NotFound:
        fault = _("This is neither a private link nor the number of a public case. Look at the slip, or telephone us.")
        return public_page(request, "find_report.html", {"typed": typed[:200], "fault": fault}, 404)


@require_GET
@private_page
def show_report(request: HttpRequest, by: Actor, token: str) -> HttpResponse:
    """The whole story."""
    return _page(request, by, token)


@require_GET
@private_page
def show_sent(request: HttpRequest, _by: Actor, token: str) -> HttpResponse:
    """The number and the link, to keep and to print."""
    follower = follower_by_token(token)
    way = reverse("mine", args=[token])
    link = settings.SITE + way if settings.SITE else request.build_absolute_uri(way)
    return public_page(
        request, "sent.html", {"follower": follower, "case": follower.case, "token": token, "link": link}
    )


@require_GET
@private_page
def follow_link(_request: HttpRequest, _by: Actor, token: str) -> HttpResponse:
    """The address that messages carry."""
    return HttpResponseRedirect(reverse("mine", args=[token]))


def _deed(do: Callable[[HttpRequest, Actor, str], str]) -> Answer:
    """A POST by the private link: what is refused stands on the page again."""

    @wraps(do)
    def done(request: HttpRequest, by: Actor, token: str) -> HttpResponse:
        try:
            sentence = do(request, by, token)
        except NotFound:
            raise
        except Refusal as refusal:
            return _page(request, by, token, str(refusal), refusal.status)
        messages.success(request, sentence)
        return _see_other(reverse("mine", args=[token]))

    return csrf_exempt(require_POST(private_page(done)))


@_deed
def answer(request: HttpRequest, by: Actor, token: str) -> str:
    """Is it really fixed? One tap."""
    fixed = request.POST.get("fixed") == "yes"
    return answer_follow_up(follower=follower_by_token(token), fixed=fixed, by=by).sentence


@_deed
def reopen(_request: HttpRequest, by: Actor, token: str) -> str:
    """It was answered, or nobody asked, and yet it is not fixed."""
    case = reopen_by_reporter(follower=follower_by_token(token), by=by)
    return _("Thank you: case {number} is open again, and somebody looks at it on the spot").format(number=case.number)


@_deed
def add_photo(request: HttpRequest, by: Actor, token: str) -> str:
    """One more photo of the same."""
    photo = photo_sent(request)
    if photo is None:
        raise Refusal(_("No photo was chosen: take one, then send it"))
    keep_photo(photo, case=follower_by_token(token).case, token=token, by=by)
    return _("Thank you, the photo came in. Only those who handle the case see it.")


@_deed
def withdraw(_request: HttpRequest, by: Actor, token: str) -> str:
    """No more messages, and the contact is erased."""
    stop_following(follower=follower_by_token(token), by=by)
    return _("Your number or address is erased, and you get no more messages. This page stays.")


@csrf_exempt
@require_POST
@private_page
def speak(request: HttpRequest, by: Actor, token: str) -> HttpResponse:
    """The language of the page, and of the messages from now on."""
    language = ENGLISH if request.POST.get("language") == "en" else CHINESE
    write_in_language(follower=follower_by_token(token), language=language, by=by)
    return set_language(request)


def _page(request: HttpRequest, by: Actor, token: str, refused: str = "", status: int = 200) -> HttpResponse:
    follower = follower_by_token(token)
    shown = {"mine": my_report(follower, by), "reporter": follower.reporter, "token": token, "refused": refused}
    return public_page(request, "my_report.html", shown, status)


def _see_other(address: str) -> HttpResponse:
    answer = HttpResponseRedirect(address)
    answer.status_code = 303
    return answer
