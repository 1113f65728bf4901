"""What a responsible unit and its handlers fill in."""

from django import forms

from wangge.accounts.models import User
from wangge.accounts.permissions import Role
from wangge.cases.actions.appeals import ask_appeal
from wangge.cases.actions.extensions import ask_extension
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.suspensions import ask_suspension
from wangge.cases.actions.unit import acknowledge_case, assign_handler, return_case
from wangge.cases.forms.acting import VerbForm, reason_field, words_field
from wangge.cases.forms.at_the_place import outcome_field
from wangge.cases.models import Case, Outcome, PhotoStage
from wangge.cases.reasons import FOR_APPEALING, FOR_EXTENDING, FOR_RETURNING, FOR_SUSPENDING
from wangge.cases.workflow import Verb
from wangge.catalogue.contents import in_language
from wangge.catalogue.editions import edition_in_force
from wangge.language import _


class AcknowledgeForm(VerbForm):
    verb = Verb.ACKNOWLEDGE

    def act(self) -> Case:
        return acknowledge_case(**self.given)


class AssignForm(VerbForm):
    verb = Verb.ASSIGN

    def prepare(self) -> None:
        units = [seat.organisation for seat in self.by.seats if seat.role is Role.UNIT_CLERK]
        self.fields["handler"] = forms.ModelChoiceField(
            label=_("Handler"),
            queryset=User.objects.filter(
                is_active=True, postings__role=Role.HANDLER.value, postings__organisation__in=units
            ).distinct(),
        )

    def act(self) -> Case:
        return assign_handler(**self.given)


class ResolveForm(VerbForm):
    verb = Verb.RESOLVE
    stage = PhotoStage.RESOLVE

    def prepare(self) -> None:
        self.fields["outcome"] = outcome_field(_("What came of it"))
        self.fields["outcome"].initial = Outcome.FIXED
        self.fields["note"] = words_field(_("What was done"))

    def act(self) -> Case:
        return resolve_case(**self.given)


class ReturnForm(VerbForm):
    verb = Verb.RETURN

    def prepare(self) -> None:
        units = edition_in_force().units.values()
        named = [(unit.id, in_language(unit.name_zh, unit.name_en)) for unit in units if unit.owner_kind]
        self.fields["reason"] = reason_field(FOR_RETURNING)
        self.fields["owner"] = forms.TypedChoiceField(
            label=_("The unit that owns it"),
            choices=[("", _("not in this list: named in the evidence")), *named],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.fields["note"] = words_field(
            _("Evidence"), required=True, hint=_("Why it is theirs, and how one can see it.")
        )

    def act(self) -> Case:
        return return_case(**self.given)


class AskExtensionForm(VerbForm):
    verb = Verb.ASK_EXTENSION

    def prepare(self) -> None:
        self.fields["reason"] = reason_field(FOR_EXTENDING)
        self.fields["note"] = words_field(_("Note"))

    def act(self) -> Case:
        return ask_extension(**self.given)


class AskSuspensionForm(VerbForm):
    verb = Verb.ASK_SUSPENSION

    def prepare(self) -> None:
        self.fields["reason"] = reason_field(FOR_SUSPENDING)
        self.fields["until"] = forms.DateField(
            label=_("First day on which it goes on"), widget=forms.DateInput(attrs={"type": "date"})
        )
        self.fields["note"] = words_field(_("Note"))

    def act(self) -> Case:
        return ask_suspension(**self.given)


class AskAppealForm(VerbForm):
    verb = Verb.ASK_APPEAL

    def prepare(self) -> None:
        self.fields["reason"] = reason_field(FOR_APPEALING)
        self.fields["note"] = words_field(_("Note"))

    def act(self) -> Case:
        return ask_appeal(**self.given)
