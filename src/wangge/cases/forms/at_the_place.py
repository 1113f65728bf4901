"""What is filled in by who stands at the place: verification, check, handling on the spot."""

from django import forms

from wangge.cases.actions.checking import check_case
from wangge.cases.actions.on_the_spot import handle_on_the_spot
from wangge.cases.actions.verification import refute_case, verify_case
from wangge.cases.forms.acting import VerbForm, reason_field, words_field
from wangge.cases.forms.again import rework_fields
from wangge.cases.models import Case, Outcome, PhotoStage
from wangge.cases.outcomes import outcome_words
from wangge.cases.reasons import FOR_REFUTING, FOR_REWORK
from wangge.cases.workflow import Verb
from wangge.language import _


class VerifyForm(VerbForm):
    verb = Verb.VERIFY
    stage = PhotoStage.VERIFY

    def prepare(self) -> None:
        self.fields["note"] = words_field(_("Note"))

    def act(self) -> Case:
        return verify_case(**self.given)


class RefuteForm(VerbForm):
    verb = Verb.REFUTE
    stage = PhotoStage.VERIFY

    def prepare(self) -> None:
        self.fields["reason"] = reason_field(FOR_REFUTING)
        self.fields["note"] = words_field(_("Note"))

    def act(self) -> Case:
        return refute_case(**self.given)


class CheckForm(VerbForm):
    """One form for fixed, partly fixed and not fixed; what is not wholly fixed needs a reason."""

    verb = Verb.CHECK
    stage = PhotoStage.CHECK

    def prepare(self) -> None:
        self.fields["outcome"] = outcome_field(_("Is it fixed?"))
        self.fields["reason"] = reason_field(FOR_REWORK, required=False)
        self.fields["accept"] = forms.BooleanField(
            label=_("Accept what is not wholly fixed, with the reason"), required=False
        )
        self.fields.update(rework_fields(self.case))
        self.fields["note"] = words_field(_("Note"))

    def act(self) -> Case:
        given = self.given
        given["reason"] = given["reason"] or None
        return check_case(**given)


class HandleOnTheSpotForm(VerbForm):
    verb = Verb.HANDLE_ON_THE_SPOT
    stage = PhotoStage.RESOLVE

    def prepare(self) -> None:
        self.fields["note"] = words_field(_("What was done"), required=True)

    def act(self) -> Case:
        return handle_on_the_spot(**self.given)


def outcome_field(label: str) -> forms.ChoiceField:
    """Fixed, partly fixed, not fixed: as buttons to choose from."""
    choices = [(outcome.value, outcome_words(outcome)) for outcome in Outcome]
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
