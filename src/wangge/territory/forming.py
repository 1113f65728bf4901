"""A page with a form: shown, sent, refused with what was typed kept, or done and led on. Every office page uses it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict

from wangge.accounts.refusals import Refusal
from wangge.language import _
from wangge.screens.answers import asks_for_fragment, notice
from wangge.territory.actors import Actor


class ActingForm(forms.Form):
    """Fields, and the one action that they are for. ``rows`` are the bad rows of a file, each a sentence."""

    rows: tuple[str, ...] = ()

    def __init__(self, *args: Any, by: Actor, **more: Any) -> None:
        self.by = by
        super().__init__(*args, **more)
        self.prepare()

    def prepare(self) -> None:
        """Make the fields; labels are asked for here, in the language of the request."""

    def act(self) -> str:
        """Do it, once the form is valid, and return the sentence that says so; Refusal where the action says no."""
        raise NotImplementedError


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is made with: what was sent, or nothing where the page is only opened."""
    return request.POST if request.method == "POST" else None


def files_sent(request: HttpRequest) -> "MultiValueDict[str, UploadedFile[bytes]] | None":
    """The files that came with it."""
    return request.FILES if request.method == "POST" else None


def answer_form(
    request: HttpRequest, form: ActingForm, template: str, shown: Mapping[str, Any], done: str
) -> HttpResponse:
    """Act if the form was sent: then on to ``done`` with a sentence; else the page with the form as it stands."""
    status = 200
    if form.is_bound:
        refused = _refusal_of(form)
        if isinstance(refused, str):
            messages.success(request, refused)
            answer = HttpResponseRedirect(done)
            answer.status_code = 303
            return answer
        status = refused.status
        if asks_for_fragment(request):
            return notice(str(refused), status)
    return render(request, template, {**shown, "form": form}, status=status)


def _refusal_of(form: ActingForm) -> Refusal | str:
    """The refusal, kept on the form too; or the sentence of what was done."""
    if not form.is_valid():
        return Refusal(_("Something is missing or cannot be used: see the fields."))
    try:
        return form.act()
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        form.rows = tuple(str(row) for row in getattr(refusal, "rows", ()))
        return refusal
