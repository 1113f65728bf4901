"""Instructions: given and withdrawn by who leads an area, acknowledged and answered by who works in it (R-39)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import Conflict, NotAllowed, NotFound, Unusable
from wangge.cases.refusals import NotForHere
from wangge.fieldwork.actions.tasks import ensure_place
from wangge.fieldwork.addressed import was_addressed
from wangge.fieldwork.models import Acknowledgement, Addressed, Instruction
from wangge.fieldwork.models.instructions import LONGEST_ANSWER, LONGEST_TEXT, LONGEST_TITLE, MOST_PLACES
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.models import Area, Grid, GridPlan
from wangge.trust.words import screen_import

_STAYS_OPEN = timedelta(days=30)  # after its deadline, else after it was given: for later holders of a seat
_FURTHEST = timedelta(days=366)


class Answered(Conflict):
    """The report was given already, in other words."""

    code = "answered"


@dataclass(frozen=True)
class Wanted:
    """What somebody writes down to have it done.

    ``grid_code`` narrows it to one grid of the area; ``places`` says how many volunteers may take it, 0 for others.
    """

    title: str
    text: str
    addressed: Addressed = Addressed.GRID_WORKERS
    grid_code: str = ""
    answer_by: datetime | None = None
    report_wanted: bool = False
    places: int = 0


@transaction.atomic
def give_instruction(*, wanted: Wanted, area: Area, by: Actor) -> Instruction:
    """Tell it to whoever holds the seats of the area, now and while it is open.

    Raises NotAllowed, Unusable (empty, too long, a deadline that cannot be, an unknown grid, no number of volunteers)
    and NotForHere. Who takes a task reports when it is done.
    """
    if by.user is None or not by.may_at(Permission.GIVE_INSTRUCTION, area.code):
        raise NotAllowed(_("You give no instructions for {name}").format(name=area.name_zh))
    _usable(wanted, area, by)
    _for_here(title=wanted.title, text=wanted.text)
    given = Instruction.objects.create(
        area=area,
        grid_code=wanted.grid_code,
        addressed=wanted.addressed,
        title=wanted.title.strip(),
        text=wanted.text.strip(),
        places=wanted.places,
        report_wanted=wanted.report_wanted or wanted.addressed == Addressed.VOLUNTEERS,
        given_by=by.user,
        given_at=by.at,
        answer_by=wanted.answer_by,
        open_until=(wanted.answer_by or by.at) + _STAYS_OPEN,
    )
    _record("give_instruction", given, by)
    return given


@transaction.atomic
def withdraw_instruction(*, instruction: Instruction, by: Actor) -> Instruction:
    """Ask for it no longer; what was acknowledged and reported stays."""
    if not by.may_at(Permission.GIVE_INSTRUCTION, instruction.area.code):
        raise NotAllowed(_("You give no instructions for {name}").format(name=instruction.area.name_zh))
    open_still = Instruction.objects.filter(pk=instruction.pk, withdrawn_at__isnull=True)
    if not open_still.update(withdrawn_at=by.at):
        raise Conflict(_("This instruction was withdrawn already."))
    instruction.withdrawn_at = by.at
    _record("withdraw_instruction", instruction, by)
    return instruction


@transaction.atomic
def acknowledge_instruction(*, instruction: Instruction, by: Actor) -> Acknowledgement:
    """Say that one has read it, or take the task; to say so twice changes nothing.

    One that was withdrawn meanwhile may be read too. Raises AllTaken where no place of the task is left.
    """
    return _acknowledged(instruction, by)


@transaction.atomic
def answer_instruction(*, instruction: Instruction, answer: str, by: Actor) -> Acknowledgement:
    """Report what was done, which acknowledges it too; the same words again change nothing.

    Raises Unusable for none or too many words, NotForHere, and Answered where other words were given before.
    """
    words = answer.strip()
    _usable_text(_("report"), words, LONGEST_ANSWER)
    _for_here(answer=words)
    found = _acknowledged(instruction, by)
    written = Acknowledgement.objects.filter(pk=found.pk, answered_at__isnull=True)
    if written.update(answer=words, answered_at=by.at):
        found.answer, found.answered_at = words, by.at
        return found
    found.refresh_from_db()
    if found.answer != words:
        raise Answered(_("You have reported on this already; tell whoever gave it what is to be added."))
    return found


def _acknowledged(instruction: Instruction, by: Actor) -> Acknowledgement:
    if by.user is None or not was_addressed(instruction, by):
        raise NotFound(_("This instruction is not for you"))
    if instruction.places:
        ensure_place(instruction, by=by)
    given = {"acknowledged_at": by.at}
    found, _fresh = Acknowledgement.objects.get_or_create(instruction=instruction, person=by.user, defaults=given)
    return found


def _usable(wanted: Wanted, area: Area, by: Actor) -> None:
    _usable_text(_("title"), wanted.title.strip(), LONGEST_TITLE)
    _usable_text(_("text"), wanted.text.strip(), LONGEST_TEXT)
    if wanted.answer_by is not None and not by.at < wanted.answer_by <= by.at + _FURTHEST:
        raise Unusable(_("The deadline is in the past, or more than a year away: mend it."))
    if wanted.grid_code:
        _usable_grid(wanted, area, by)
    _usable_places(wanted)


def _usable_places(wanted: Wanted) -> None:
    asked = wanted.addressed == Addressed.VOLUNTEERS
    if asked and not 1 <= wanted.places <= MOST_PLACES:
        sentence = _("Say how many volunteers are wanted: 1 to {most}.")
        raise Unusable(sentence.format(most=MOST_PLACES))
    if not asked and wanted.places:
        raise Unusable(_("Only volunteers take tasks: address it to them, or give no number of volunteers."))


def _usable_grid(wanted: Wanted, area: Area, by: Actor) -> None:
    if wanted.addressed != Addressed.GRID_WORKERS:
        raise Unusable(_("A grid has workers and deputies only: address it to them, or choose the whole community."))
    plans = GridPlan.objects.in_force(by.at)
    if wanted.grid_code[:12] != area.code or not Grid.objects.filter(plan__in=plans, code=wanted.grid_code).exists():
        sentence = _("{name} has no grid {code} in the plan in force: choose another one.")
        raise Unusable(sentence.format(name=area.name_zh, code=wanted.grid_code))


def _usable_text(name: str, words: str, longest: int) -> None:
    if not words:
        raise Unusable(_("The {name} is missing: write it.").format(name=name))
    if len(words) > longest:
        sentence = _("The {name} has {count} characters, and {longest} are possible: shorten it; nothing was sent")
        raise Unusable(sentence.format(name=name, count=len(words), longest=longest))
    if "\x00" in words:
        raise Unusable(_("The {name} holds a sign that cannot be kept (NUL): remove it").format(name=name))


def _for_here(**texts: str) -> None:
    """Raise NotForHere for words about persons, petitions and accusations, as for reports (R-56)."""
    for field, words in texts.items():
        refused = screen_import(words)
        if refused:
            raise NotForHere(refused, field)


def _record(action: str, instruction: Instruction, by: Actor) -> None:
    subject = f"instruction:{instruction.pk}"
    record_audit(action=action, at=by.at, actor=by.user, subject=subject)
