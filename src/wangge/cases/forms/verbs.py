"""The form of each verb, in the order of a case's way. Labels are asked for when a form is made: in its language."""

from wangge.cases.forms.acting import VerbForm
from wangge.cases.forms.at_the_desk import (
    ChangeClassForm,
    DispatchForm,
    EscalateForm,
    FileForm,
    MergeForm,
    RedispatchForm,
    RefuseFilingForm,
    SendBackForm,
    SendToVerifyForm,
    TakeInForm,
)
from wangge.cases.forms.at_the_place import CheckForm, HandleOnTheSpotForm, RefuteForm, VerifyForm
from wangge.cases.forms.at_the_unit import (
    AcknowledgeForm,
    AskAppealForm,
    AskExtensionForm,
    AskSuspensionForm,
    AssignForm,
    ResolveForm,
    ReturnForm,
)
from wangge.cases.forms.choosing_checker import AssignCheckForm
from wangge.cases.forms.in_charge import (
    AskVoidForm,
    CloseForm,
    CommentForm,
    GrantExtensionForm,
    NoteForm,
    RefuseExtensionForm,
    RefuseSuspensionForm,
    RefuseVoidForm,
    ReopenForm,
    ResumeForm,
    ReviewAppealForm,
    SuperviseForm,
    SuspendForm,
    VoidForm,
)
from wangge.cases.models import Case
from wangge.cases.workflow import Verb
from wangge.territory.actors import Actor

_ALL: tuple[type[VerbForm], ...] = (
    SendToVerifyForm,
    VerifyForm,
    RefuteForm,
    TakeInForm,
    FileForm,
    RefuseFilingForm,
    MergeForm,
    HandleOnTheSpotForm,
    ChangeClassForm,
    EscalateForm,
    DispatchForm,
    RedispatchForm,
    SendBackForm,
    AcknowledgeForm,
    AssignForm,
    ResolveForm,
    ReturnForm,
    AskExtensionForm,
    GrantExtensionForm,
    RefuseExtensionForm,
    AskSuspensionForm,
    SuspendForm,
    RefuseSuspensionForm,
    ResumeForm,
    AssignCheckForm,
    CheckForm,
    CloseForm,
    ReopenForm,
    AskVoidForm,
    VoidForm,
    RefuseVoidForm,
    SuperviseForm,
    AskAppealForm,
    ReviewAppealForm,
    CommentForm,
    NoteForm,
)
FORMS: dict[Verb, type[VerbForm]] = {form.verb: form for form in _ALL}


def form_for(verb: Verb, case: Case, by: Actor) -> VerbForm:
    """The form of the verb, empty, for a case as it is now."""
    return FORMS[verb](case=case, by=by)
