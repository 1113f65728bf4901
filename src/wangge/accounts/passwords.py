"""The page of a forgotten password: a letter with a link, where letters go; else whom to ask."""

from allauth.account.views import password_reset
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render


def begin_reset(request: HttpRequest) -> HttpResponseBase:
    """Ask for the address; where no letter can be sent, say whom to ask instead."""
    if not settings.LETTERS_GO:
        return render(request, "account/no_letters.html")
    answer: HttpResponseBase = password_reset(request)
    return answer
