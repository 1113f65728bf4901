"""An instruction as it is written, and the answer to one."""

from django import forms

from wangge.accounts.permissions import Permission
from wangge.fieldwork.actions.instructions import (
    Wanted,
    acknowledge_instruction,
    answer_instruction,
    give_instruction,
)
from wangge.fieldwork.instruction_places import Place, places_for
from wangge.fieldwork.instruction_words import addressed_words
from wangge.fieldwork.models import Addressed, Instruction
from wangge.fieldwork.models.instructions import LONGEST_ANSWER, LONGEST_TEXT, LONGEST_TITLE, MOST_PLACES
from wangge.language import _
from wangge.territory.forming import ActingForm
from wangge.territory.forms.fields import moment_field, text_field
from wangge.territory.models import Area


class GiveInstructionForm(ActingForm):
    """Where, to whom, what, until when."""

    def prepare(self) -> None:
        self.places: list[Place] = places_for(self.by.seats_with(Permission.GIVE_INSTRUCTION), self.by.at)
        choices = [(place.code, place.words) for place in self.places]
        to = [(one.value, addressed_words(one)) for one in Addressed]
        self.fields["place"] = forms.ChoiceField(label=_("For"), choices=choices)
        self.fields["addressed"] = forms.ChoiceField(label=_("To whom"), choices=to)
        self.fields["places"] = forms.IntegerField(
            label=_("How many volunteers are wanted"), min_value=1, max_value=MOST_PLACES, required=False
        )
        self.fields["places"].help_text = _("Only where it goes to volunteers.")
        self.fields["title"] = text_field(_("In one line"), LONGEST_TITLE)
        self.fields["text"] = _words_field(_("What is to be done"), LONGEST_TEXT, required=True)
        self.fields["answer_by"] = moment_field(_("To be done by"), required=False)
        self.fields["report_wanted"] = forms.BooleanField(label=_("A written report is asked for"), required=False)

    def act(self) -> str:
        given = self.cleaned_data
        place = next(place for place in self.places if place.code == given["place"])
        wanted = Wanted(
            title=given["title"],
            text=given["text"],
            addressed=Addressed(given["addressed"]),
            grid_code=place.grid_code,
            answer_by=given["answer_by"],
            report_wanted=given["report_wanted"],
            places=given["places"] or 0,
        )
        give_instruction(wanted=wanted, area=Area.objects.defer("boundary").get(code=place.area_code), by=self.by)
        return _("The instruction is given; phones show it at their next contact.")


class AnswerInstructionForm(ActingForm):
    """Read, and reported on where there is something to report; a task is taken first, and reported on when done."""

    def __init__(self, *args: object, instruction: Instruction, read: bool, **more: object) -> None:
        self.instruction, self.takes = instruction, bool(instruction.places) and not read
        super().__init__(*args, **more)  # type: ignore[arg-type]  # handed on as it came

    def prepare(self) -> None:
        if self.takes:
            return
        self.fields["answer"] = _words_field(_("What I report"), LONGEST_ANSWER, required=False)
        if not self.instruction.report_wanted:
            self.fields["answer"].help_text = _("It may be left empty.")

    def act(self) -> str:
        answer = self.cleaned_data.get("answer", "")
        if answer.strip():
            answer_instruction(instruction=self.instruction, answer=answer, by=self.by)
            return _("Your report is given.")
        acknowledge_instruction(instruction=self.instruction, by=self.by)
        return _("You have taken this task. Thank you!") if self.takes else _("It is noted that you have read it.")


def _words_field(label: str, longest: int, *, required: bool) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget)
