"""My report: the private link with the whole story in plain words, the question after the end, and what one may do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from wangge.accounts.refusals import Refusal
from wangge.cases.actions.closing import case_followed, may_reopen
from wangge.cases.actions.follow_ups import answer_follow_up
from wangge.cases.actions.following import follower_by_token, stop_following
from wangge.cases.actions.photos import receive_photo
from wangge.cases.models import Follower, PhotoStage
from wangge.cases.moments import deadline_words
from wangge.cases.photos import MOST_BYTES
from wangge.cases.tracking import story_of
from wangge.catalogue.contents import in_language
from wangge.language import _
from wangge.neighbourhood.visits import public_page, show_page
from wangge.territory.actors import Actor, reporter


@require_GET
@public_page
def find_mine(request: HttpRequest, by: Actor) -> HttpResponse:  # noqa: ARG001 (handed in by the door)
    """Where the private link is found, and how to ask by telephone."""
    return show_page(request, "public/find_mine.html", {})


@require_http_methods(["GET", "POST"])
@public_page
def show_mine(request: HttpRequest, by: Actor, token: str) -> HttpResponse:
    """The story; what is sent is done and the story shown again."""
    follower = follower_by_token(token)
    if request.method == "POST":
        return _done(request, follower, token, by)
    story = story_of(follower)
    zone = timezone.get_current_timezone()
    shown = {
        "token": token,
        "follower": follower,
        "story": story,
        "class_name": in_language(story.minor_zh, story.minor_en),
        "until": deadline_words(story.due_at, by.at, zone) if story.due_at else "",
        "is_new": bool(request.GET.get("new")),
        "may_reopen": not story.question and may_reopen(case_followed(follower), by),
        "link": request.build_absolute_uri(reverse("mine", args=[token])),
    }
    answer = show_page(request, "public/mine.html", shown)
    answer["X-Robots-Tag"] = "noindex, noarchive"
    answer["Cache-Control"] = "no-store"
    return answer


def _done(request: HttpRequest, follower: Follower, token: str, by: Actor) -> HttpResponse:
    """Answer, add a photo, or follow no more; a refusal is a sentence above the story."""
    deeds = {"yes": _answer, "no": _answer, "photo": _photo, "stop": _stop}
    deed = request.POST.get("deed", "")
    try:
        messages.success(request, deeds.get(deed, _nothing)(request, follower, token, reporter(by.at)))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    answer = HttpResponseRedirect(reverse("mine", args=[token]))
    answer.status_code = 303
    return answer


def _answer(request: HttpRequest, follower: Follower, token: str, by: Actor) -> str:  # noqa: ARG001 (as the others)
    return answer_follow_up(follower=follower, fixed=request.POST["deed"] == "yes", by=by).sentence


def _photo(request: HttpRequest, follower: Follower, token: str, by: Actor) -> str:
    file = request.FILES.get("photo")
    content, claimed = (file.read(MOST_BYTES + 1), file.content_type or "") if file else (b"", "")
    receive_photo(
        case=follower.case, stage=PhotoStage.REPORT, content=content, by=by, claimed_type=claimed, token=token
    )
    return _("The photo has arrived.")


def _stop(request: HttpRequest, follower: Follower, token: str, by: Actor) -> str:  # noqa: ARG001 (as the others)
    stop_following(follower=follower, by=by)
    return _("Your contact is erased, and nothing more is sent. The report goes on without it.")


def _nothing(request: HttpRequest, follower: Follower, token: str, by: Actor) -> str:  # noqa: ARG001 (as the others)
    return _("Nothing was changed.")
