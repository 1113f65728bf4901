"""What somebody and their desks are told: the inbox, with calls to make; and what stands and wants looking after."""

import re

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangge.accounts.refusals import NotAllowed
from wangge.language import _
from wangge.messages.alerts import standing_alerts
from wangge.messages.inbox import inbox_of, mark_read
from wangge.screens.answers import asks_for_fragment, next_page
from wangge.screens.cursors import cursor_of
from wangge.territory.actors import Actor
from wangge.territory.desks import desks_of
from wangge.territory.forming import answer_form, sent
from wangge.territory.forms.wishes import WishesForm
from wangge.territory.pages import page_for_staff

_PAGE = 50
_CASE = re.compile(r"\d{3}-\d{3}-\d{3}-\d")


@require_GET
@page_for_staff
def show_inbox(request: HttpRequest, by: Actor) -> HttpResponse:
    """Unread first to be seen, newest first; all of them with ``all=1``. The list alone for an open page."""
    if by.user is None:
        raise NotAllowed(_("Only somebody who is signed in asks for this"))
    desks, everything = desks_of(by), request.GET.get("all") == "1"
    after = cursor_of(request.GET.get("after", ""))
    found = inbox_of(by.user, desks).order_by("-id")
    if not everything:
        found = found.filter(read_at__isnull=True)
    if after is not None:
        found = found.filter(pk__lt=after)
    rows = list(found[: _PAGE + 1])
    alerts = standing_alerts().filter(Q(owner=by.user) | Q(desk__in=desks, desk__gt=""))
    shown = {
        "letters": [(row, with_links(row.text)) for row in rows[:_PAGE]],
        "everything": everything,
        "next": rows[_PAGE - 1].pk if len(rows) > _PAGE else "",
        "alerts": list(alerts.order_by("raised_at", "id")[:50]),
    }
    return render(request, "office/letters.html" if asks_for_fragment(request) else "office/inbox.html", shown)


@require_POST
@page_for_staff
def read_letters(request: HttpRequest, by: Actor) -> HttpResponse:
    """Mark what was ticked, or all that was shown; a desk's message is read for everybody at the desk."""
    if by.user is None:
        raise NotAllowed(_("Only somebody who is signed in asks for this"))
    ids = [row for one in request.POST.getlist("letter") if (row := cursor_of(one)) is not None][:200]
    mark_read(messages=inbox_of(by.user, desks_of(by)).filter(pk__in=ids), at=by.at)
    return next_page(request, reverse("inbox"))


@require_http_methods(["GET", "POST"])
@page_for_staff
def show_wishes(request: HttpRequest, by: Actor) -> HttpResponse:
    """How one wants to be told: by e-mail or not, at once or once a day, and never in quiet hours."""
    return answer_form(
        request, WishesForm(sent(request), by=by), "office/wishes.html", {"open": True}, reverse("inbox")
    )


def with_links(text: str) -> SafeString:
    """The words with each case's number as the way to its page."""
    parts, end = [], 0
    for found in _CASE.finditer(text):
        parts.append(conditional_escape(text[end : found.start()]))
        address = f"/cases/{found.group()}/"
        parts.append(format_html('<a class="number" href="{}">{}</a>', address, found.group()))
        end = found.end()
    return mark_safe("".join([*parts, conditional_escape(text[end:])]))  # each part was escaped
