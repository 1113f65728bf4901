"""Organisation, duty roster, keys and tables of places: forms of the administrator."""

from django import forms

from wangge.accounts.actions.keys import make_key, revoke_key
from wangge.accounts.models import Key, KeyKind
from wangge.accounts.permissions import Role
from wangge.accounts.refusals import NotAllowed
from wangge.accounts.scopes import Scope
from wangge.language import _
from wangge.territory.actions.organisations import open_organisation
from wangge.territory.actions.shifts import add_shift
from wangge.territory.forming import ActingForm
from wangge.territory.forms.fields import code_field, moment_field, person_field, text_field
from wangge.territory.models import Organisation, OrganisationKind
from wangge.territory.organisations import NewOrganisation
from wangge.territory.post_words import organisation_kind_words, role_words

_ON_DUTY = (Role.INTAKE_OPERATOR, Role.DISPATCHER, Role.DUTY_SUPERVISOR, Role.COMMUNITY_WORKER, Role.VOLUNTEER)


class OrganisationForm(ActingForm):
    def prepare(self) -> None:
        self.fields["code"] = text_field(_("Code"), 30, hint=_("Letters, digits, dots and dashes; it stays."))
        self.fields["kind"] = code_field(_("Kind"), OrganisationKind.values, organisation_kind_words)
        self.fields["name_zh"] = text_field(_("Chinese name"), 80)
        self.fields["name_en"] = text_field(_("English name"), 120, required=False)
        self.fields["area"] = text_field(_("Area"), 12, hint=_("12 digits; zeros at the end for wider areas."))
        self.fields["parent"] = text_field(_("Above it"), 30, required=False, hint=_("The code of an organisation."))
        owner_hint = _("For a responsible unit: what it answers for, as the catalogue calls it.")
        self.fields["owner_kind"] = text_field(_("Answers for"), 30, required=False, hint=owner_hint)
        self.fields["calendar"] = text_field(_("Calendar"), 30, required=False, hint=_("The city's unless given."))
        self.fields["phone"] = text_field(_("Telephone"), 100, required=False)

    def act(self) -> str:
        opened = open_organisation(new=NewOrganisation(**self.cleaned_data), by=self.by)
        return _("{name} is open.").format(name=opened.name_zh)


class ShiftForm(ActingForm):
    def __init__(self, *args: object, organisation: Organisation, **more: object) -> None:
        self.organisation = organisation
        super().__init__(*args, **more)  # type: ignore[arg-type]  # handed on as it came

    def prepare(self) -> None:
        self.fields["user"] = person_field(_("Who"))
        self.fields["role"] = code_field(_("Role"), _ON_DUTY, role_words)
        self.fields["begins_at"] = moment_field(_("From"))
        self.fields["ends_at"] = moment_field(_("Until"))

    def act(self) -> str:
        given = {**self.cleaned_data, "role": Role(self.cleaned_data["role"])}
        shift = add_shift(**given, organisation=self.organisation, by=self.by)
        return _("{name} is on duty then.").format(name=shift.user.work_name)


class KeyForm(ActingForm):
    """The key of a program of one's own; phones are enrolled by their own page."""

    secret = ""

    def prepare(self) -> None:
        self.fields["label"] = text_field(_("Label"), 60, hint=_("What tells it from your other keys."))
        choices = [(scope.value, scope.value) for scope in Scope if scope is not Scope.PHONE]
        self.fields["scopes"] = forms.MultipleChoiceField(
            label=_("What it may do"), choices=choices, widget=forms.CheckboxSelectMultiple
        )
        self.fields["expires_at"] = moment_field(_("Until"), required=False)

    def act(self) -> str:
        if self.by.user is None:
            raise NotAllowed(_("Only somebody who is signed in asks for this"))
        user, given = self.by.user, self.cleaned_data
        made = make_key(owner=user, kind=KeyKind.API, **given, at=self.by.at, by=user)
        return _("The key is made. Copy it now, it is shown only once: {secret}").format(secret=made.secret)


class RevokeKeyForm(ActingForm):
    def __init__(self, *args: object, key: Key, **more: object) -> None:
        self.key = key
        super().__init__(*args, **more)  # type: ignore[arg-type]  # handed on as it came

    def act(self) -> str:
        if self.by.user is None:
            raise NotAllowed(_("Only somebody who is signed in asks for this"))
        revoke_key(key=self.key, at=self.by.at, by=self.by.user, reason="")
        return _("The key {label} opens nothing any more.").format(label=self.key.label)
