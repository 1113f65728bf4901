"""One door for every verb: a page with its form, and the answer to what was sent. Desks point their forms here."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wangge.accounts.refusals import Refusal, Unusable
from wangge.cases.deed_words import deed_words
from wangge.cases.deeds import ask_possible
from wangge.cases.forms import FORMS, VerbForm
from wangge.cases.models import Case
from wangge.cases.views.at_the_place import place_shown
from wangge.cases.visibility import visible_case
from wangge.cases.words import state_words
from wangge.cases.workflow import Verb
from wangge.language import _
from wangge.screens.answers import asks_for_fragment, next_page, notice
from wangge.territory.actors import Actor
from wangge.territory.pages import page_for_staff


@require_http_methods(["GET", "POST"])
@page_for_staff
def act_on_case(request: HttpRequest, by: Actor, number: str, verb: str) -> HttpResponse:
    """Show the form of the verb to who may do it now; when it is sent, do it and go on to ``next``, else to the case.

    A refusal keeps what was typed, and the photos: the form again with the sentence, or, into an open page, the
    sentence alone.
    """
    form_class = FORMS.get(Verb(verb)) if verb in set(Verb) else None
    if form_class is None:
        raise Http404
    case = visible_case(number, by=by)
    if request.method == "GET":
        ask_possible(form_class.verb, case, by=by)
        return _form_page(request, form_class(case=case, by=by), 200)
    form = form_class(request.POST, request.FILES, case=case, by=by)
    refused = _refusal_of(form)
    if refused is None:
        return _done(request, form.case)
    kept = _("The photos are kept and need not be sent again.") if form.kept else ""
    if asks_for_fragment(request):
        return notice(f"{refused} {kept}".strip(), refused.status)
    if kept:
        messages.info(request, kept)
    if form.is_valid():
        form.add_error(None, str(refused))
    return _form_page(request, form, refused.status)


def _refusal_of(form: VerbForm) -> Refusal | None:
    """Keep the photos, then do it; return why not where it was not done. Photos are kept either way."""
    try:
        form.keep_photos()
        if not form.is_valid():
            faults = ((name, fault) for name, all_of_it in form.errors.items() for fault in all_of_it)
            raise Unusable(" ".join(f"{_label(form, name)} {fault}" for name, fault in faults))
        form.case = form.act()
    except Refusal as refusal:
        return refusal
    return None


def _label(form: VerbForm, name: str) -> str:
    label = form.fields[name].label if name in form.fields else ""
    return f"{label}:" if label else ""


def _done(request: HttpRequest, case: Case) -> HttpResponse:
    """``Quiet`` says that nobody waits for a page: what could be undone was sent behind the scenes."""
    if request.headers.get("Quiet"):
        return HttpResponse(status=204)
    sentence = _("Case {number}: {state}").format(number=case.number, state=state_words(case.state))
    messages.success(request, sentence)
    return next_page(request, reverse("case", args=[case.number]))


def _form_page(request: HttpRequest, form: VerbForm, status: int) -> HttpResponse:
    shown = {
        "case": form.case,
        "form": form,
        "heading": deed_words(form.verb),
        "next": request.POST.get("next") or request.GET.get("next") or "",
        "now": form.by.at,
        **place_shown(form),
    }
    return render(request, "cases/act.html", shown, status=status)
