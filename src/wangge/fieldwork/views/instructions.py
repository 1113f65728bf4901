"""The desk of instructions: what was given and who has not read it yet, and what one is asked oneself."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from wangge.accounts.permissions import Permission
from wangge.catalogue.contents import in_language
from wangge.fieldwork.actions.instructions import withdraw_instruction
from wangge.fieldwork.actions.tasks import give_back_task
from wangge.fieldwork.addressed import may_oversee, overseen, readable, was_addressed
from wangge.fieldwork.forms.instructions import AnswerInstructionForm, GiveInstructionForm
from wangge.fieldwork.heard import Group, groups_of, tallies
from wangge.fieldwork.lines import instruction_lines
from wangge.fieldwork.models import Acknowledgement, Instruction
from wangge.language import _
from wangge.screens.answers import next_page
from wangge.screens.paging import asked_page
from wangge.territory.actors import Actor
from wangge.territory.forming import answer_form, sent
from wangge.territory.models import Area
from wangge.territory.pages import need_somewhere, page_for_staff

A_PAGE = 20


@require_http_methods(["GET", "POST"])
@page_for_staff
def show_instructions(request: HttpRequest, by: Actor) -> HttpResponse:
    """What waits for oneself, what was given in one's areas with its counts, and the form of a new one."""
    need_somewhere(by, Permission.GIVE_INSTRUCTION, Permission.ANSWER_INSTRUCTION)
    page = asked_page(request)
    rows = list(overseen(by)[(page - 1) * A_PAGE : page * A_PAGE + 1])
    waiting = [line for line in instruction_lines(by) if _waits(line)]
    shown = {"waiting": waiting, "tallies": tallies(rows[:A_PAGE], by.at), "page": page, "more": len(rows) > A_PAGE}
    shown["now"] = by.at
    if request.method == "GET" and not by.seats_with(Permission.GIVE_INSTRUCTION):
        return render(request, "instructions/desk.html", shown)
    need_somewhere(by, Permission.GIVE_INSTRUCTION)
    form = GiveInstructionForm(sent(request), by=by)
    return answer_form(request, form, "instructions/desk.html", shown, reverse("instructions"))


@require_http_methods(["GET", "POST"])
@page_for_staff
def show_instruction(request: HttpRequest, by: Actor, row: int) -> HttpResponse:
    """One with its words: for whom it addresses to answer, for who oversees it with those who have read it."""
    one = readable(row, by)
    own = Acknowledgement.objects.filter(instruction=one, person=by.user_id).first()
    shown: dict[str, Any] = {"instruction": one, "own": own, "now": by.at}
    if may_oversee(one, by):
        shown |= _who_heard(one, request.GET.get("community"), by)
    shown["may_withdraw"] = one.withdrawn_at is None and by.may_at(Permission.GIVE_INSTRUCTION, one.area.code)
    if (own and own.answered_at) or not was_addressed(one, by):
        return render(request, "instructions/one.html", shown)
    shown["may_give_back"] = bool(one.places and own)
    form = AnswerInstructionForm(sent(request), by=by, instruction=one, read=own is not None)
    return answer_form(request, form, "instructions/one.html", shown, reverse("instruction", args=[row]))


@require_POST
@page_for_staff
def withdraw_one_instruction(request: HttpRequest, by: Actor, row: int) -> HttpResponse:
    """Ask for it no longer."""
    withdraw_instruction(instruction=readable(row, by), by=by)
    messages.success(request, _("The instruction is withdrawn."))
    return next_page(request, reverse("instructions"))


@require_POST
@page_for_staff
def give_back_one_task(request: HttpRequest, by: Actor, row: int) -> HttpResponse:
    """Leave a task that one has taken to somebody else."""
    give_back_task(task=readable(row, by), by=by)
    messages.success(request, _("You have given this task back; somebody else may take it."))
    return next_page(request, reverse("instructions"))


def _waits(line: dict[str, object]) -> bool:
    return line["acknowledged_at"] is None or (bool(line["report_wanted"]) and line["answered_at"] is None)


def _who_heard(one: Instruction, community: str | None, by: Actor) -> dict[str, object]:
    """The names of the community that is chosen, or of the only one; the counts of all of them beside it."""
    groups = groups_of(one, by.at)
    chosen = groups[0] if len(groups) == 1 else next((group for group in groups if group.code == community), None)
    return {"groups": _named(groups), "chosen": chosen, "overseen": True}


def _named(groups: list[Group]) -> list[tuple[Group, str]]:
    rows = Area.objects.filter(code__in=[group.code for group in groups]).values_list("code", "name_zh", "name_en")
    names = {code: in_language(chinese, english) for code, chinese, english in rows}
    return [(group, names.get(group.code, "")) for group in groups]
