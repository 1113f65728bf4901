"""What is decided by who is in charge: more time, closing, void, supervision, appeals; and remarks."""

from django import forms

from wangge.cases.actions.appeals import review_appeal
from wangge.cases.actions.closing import close_case, reopen_case
from wangge.cases.actions.extensions import grant_extension, refuse_extension
from wangge.cases.actions.remarks import comment_case, note_case, supervise_case
from wangge.cases.actions.suspensions import refuse_suspension, resume_case, suspend_case
from wangge.cases.actions.voiding import ask_void, refuse_void, void_case
from wangge.cases.forms.acting import VerbForm, reason_field, words_field
from wangge.cases.forms.again import rework_fields
from wangge.cases.models import Case
from wangge.cases.reasons import FOR_REOPENING, FOR_SUPERVISING, FOR_VOIDING
from wangge.cases.workflow import Verb
from wangge.catalogue.contents import in_language
from wangge.catalogue.models import ClosureCondition
from wangge.language import _


class CloseForm(VerbForm):
    verb = Verb.CLOSE

    def prepare(self) -> None:
        met = ClosureCondition.objects.filter(minor=self.case.minor_id).order_by("code")
        choices = [(one.code, in_language(one.text_zh, one.text_en)) for one in met]
        self.fields["closure"] = forms.ChoiceField(label=_("Closure condition"), choices=choices)
        self.fields["answer"] = words_field(_("Answer to the reporter"))

    def act(self) -> Case:
        return close_case(**self.given)


class GrantExtensionForm(VerbForm):
    verb = Verb.GRANT_EXTENSION

    def act(self) -> Case:
        return grant_extension(**self.given)


class SuspendForm(VerbForm):
    verb = Verb.SUSPEND

    def act(self) -> Case:
        return suspend_case(**self.given)


class ResumeForm(VerbForm):
    verb = Verb.RESUME

    def act(self) -> Case:
        return resume_case(**self.given)


class VoidForm(VerbForm):
    verb = Verb.VOID

    def act(self) -> Case:
        return void_case(**self.given)


class _AnsweredForm(VerbForm):
    """A refusal has an answer for who asked."""

    def prepare(self) -> None:
        self.fields["answer"] = words_field(_("Answer"), required=True)


class RefuseExtensionForm(_AnsweredForm):
    verb = Verb.REFUSE_EXTENSION

    def act(self) -> Case:
        return refuse_extension(**self.given)


class RefuseSuspensionForm(_AnsweredForm):
    verb = Verb.REFUSE_SUSPENSION

    def act(self) -> Case:
        return refuse_suspension(**self.given)


class RefuseVoidForm(_AnsweredForm):
    verb = Verb.REFUSE_VOID

    def act(self) -> Case:
        return refuse_void(**self.given)


class ReopenForm(VerbForm):
    verb = Verb.REOPEN

    def prepare(self) -> None:
        self.fields["reason"] = reason_field(FOR_REOPENING)
        self.fields.update(rework_fields(self.case))
        self.fields["note"] = words_field(_("Note"))

    def act(self) -> Case:
        return reopen_case(**self.given)


class AskVoidForm(VerbForm):
    verb = Verb.ASK_VOID

    def prepare(self) -> None:
        self.fields["reason"] = reason_field(FOR_VOIDING)
        self.fields["note"] = words_field(_("Note"))

    def act(self) -> Case:
        return ask_void(**self.given)


class SuperviseForm(VerbForm):
    verb = Verb.SUPERVISE

    def prepare(self) -> None:
        self.fields["reason"] = reason_field(FOR_SUPERVISING)
        self.fields["note"] = words_field(_("What is expected"), required=True)

    def act(self) -> Case:
        return supervise_case(**self.given)


class ReviewAppealForm(VerbForm):
    verb = Verb.REVIEW_APPEAL

    def prepare(self) -> None:
        choices = [("yes", _("allow: exempt in statistics")), ("no", _("do not allow"))]
        self.fields["allow"] = forms.ChoiceField(label=_("Decision"), choices=choices, widget=forms.RadioSelect)
        self.fields["note"] = words_field(_("Note"))

    def act(self) -> Case:
        given = self.given
        given["allow"] = given["allow"] == "yes"
        return review_appeal(**given)


class CommentForm(VerbForm):
    verb = Verb.COMMENT

    def prepare(self) -> None:
        self.fields["note"] = words_field(_("For everybody who handles the case"), required=True)

    def act(self) -> Case:
        return comment_case(**self.given)


class NoteForm(VerbForm):
    verb = Verb.NOTE

    def prepare(self) -> None:
        self.fields["note"] = words_field(_("For the centre only"), required=True)

    def act(self) -> Case:
        return note_case(**self.given)
