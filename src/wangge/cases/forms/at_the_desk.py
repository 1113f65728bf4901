"""What the centre's desks fill in until a unit has the case: intake, filing, dispatch."""

from django import forms

from wangge.accounts.permissions import Permission
from wangge.cases.actions.classing import change_class
from wangge.cases.actions.dispatching import dispatch_case, escalate_case, redispatch_case, send_back_case
from wangge.cases.actions.intake import file_case, refuse_filing, take_in_case
from wangge.cases.actions.merging import merge_case
from wangge.cases.actions.verification import send_to_verify
from wangge.cases.forms.acting import VerbForm, reason_field, words_field
from wangge.cases.models import Case
from wangge.cases.reasons import FOR_ESCALATING, FOR_FILING_UNVERIFIED, FOR_REFUSING
from wangge.cases.visibility import visible_case
from wangge.cases.workflow import Verb
from wangge.catalogue.class_choices import class_groups
from wangge.catalogue.contents import in_language
from wangge.catalogue.editions import edition_in_force
from wangge.language import _


class SendToVerifyForm(VerbForm):
    verb = Verb.SEND_TO_VERIFY

    def act(self) -> Case:
        return send_to_verify(**self.given)


class TakeInForm(VerbForm):
    verb = Verb.TAKE_IN

    def act(self) -> Case:
        return take_in_case(**self.given)


class FileForm(VerbForm):
    """``filed_as`` is kind, minor class and condition in one: ``event:0101:1``, so that one choice files."""

    verb = Verb.FILE

    def prepare(self) -> None:
        self.fields["filed_as"] = _class_field(self.case)
        if self.by.may_at(Permission.FILE_UNVERIFIED, self.case.community_id):
            self.fields["reason"] = reason_field(FOR_FILING_UNVERIFIED, required=False)
            self.fields["reason"].help_text = _("Only where nobody has seen it: why it is filed all the same.")

    def act(self) -> Case:
        kind, minor, condition = self.cleaned_data["filed_as"].split(":")
        reason = self.cleaned_data.get("reason") or None
        seen = self.cleaned_data["seen"]
        return file_case(
            case=self.case, kind=kind, minor=minor, condition=condition, by=self.by, seen=seen, reason=reason
        )


class ChangeClassForm(VerbForm):
    verb = Verb.CHANGE_CLASS

    def prepare(self) -> None:
        self.fields["filed_as"] = _class_field(self.case)

    def act(self) -> Case:
        kind, minor, condition = self.cleaned_data["filed_as"].split(":")
        seen = self.cleaned_data["seen"]
        return change_class(case=self.case, kind=kind, minor=minor, condition=condition, by=self.by, seen=seen)


class RefuseFilingForm(VerbForm):
    verb = Verb.REFUSE_FILING

    def prepare(self) -> None:
        self.fields["reason"] = reason_field(FOR_REFUSING)
        self.fields["answer"] = words_field(_("Answer to the reporter"), required=True)

    def act(self) -> Case:
        return refuse_filing(**self.given)


class MergeForm(VerbForm):
    verb = Verb.MERGE

    def prepare(self) -> None:
        self.fields["into"] = forms.CharField(label=_("Number of the case that goes on"), max_length=40)

    def act(self) -> Case:
        into = visible_case(self.cleaned_data["into"], by=self.by)
        return merge_case(case=self.case, into=into, by=self.by, seen=self.cleaned_data["seen"])


class EscalateForm(VerbForm):
    verb = Verb.ESCALATE

    def prepare(self) -> None:
        self.fields["reason"] = reason_field(FOR_ESCALATING)
        self.fields["note"] = words_field(_("Note for the next level"))

    def act(self) -> Case:
        return escalate_case(**self.given)


class DispatchForm(VerbForm):
    verb = Verb.DISPATCH

    def prepare(self) -> None:
        units = _units()
        self.fields["lead"] = forms.TypedChoiceField(
            label=_("Lead unit"),
            choices=[("", _("as the rules say")), *units],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.fields["support"] = forms.TypedMultipleChoiceField(
            label=_("Supporting units"), choices=units, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
        )

    def act(self) -> Case:
        return dispatch_case(**self.given)


class RedispatchForm(DispatchForm):
    verb = Verb.REDISPATCH

    def prepare(self) -> None:
        super().prepare()
        self.fields["again"] = forms.BooleanField(label=_("To the very unit that returned it"), required=False)

    def act(self) -> Case:
        return redispatch_case(**self.given)


class SendBackForm(VerbForm):
    verb = Verb.SEND_BACK

    def prepare(self) -> None:
        self.fields["note"] = words_field(_("Note for intake"))

    def act(self) -> Case:
        return send_back_case(**self.given)


def _class_field(case: Case) -> forms.ChoiceField:
    """Every class with its conditions, the limit beside each; the class of the case, if it has one, is chosen."""
    field = forms.ChoiceField(
        label=_("Class and filing condition"), choices=[("", _("choose")), *class_groups(edition_in_force())]
    )
    if case.minor is not None:
        condition = case.condition.code if case.condition else ""
        field.initial = f"{case.minor.major.kind}:{case.minor.code}:{condition}"
    return field


def _units() -> list[tuple[int, str]]:
    """Responsible units by name."""
    units = edition_in_force().units.values()
    return [(unit.id, in_language(unit.name_zh, unit.name_en)) for unit in units if unit.owner_kind]
