"""Accounts, postings and leave."""

from django import forms

from wangge.accounts.models import Team, User
from wangge.accounts.permissions import Permission, Role
from wangge.language import _
from wangge.territory.actions.absences import enter_absence
from wangge.territory.actions.people import end_service, give_password, make_person, renew_second_factor
from wangge.territory.actions.postings import end_posting, post
from wangge.territory.forming import ActingForm
from wangge.territory.forms.fields import code_field, moment_field, person_field, text_field
from wangge.territory.models import Area, Organisation, Posting, Rank
from wangge.territory.overseeing import people_within
from wangge.territory.post_words import rank_words, role_words, team_words
from wangge.territory.seating import EndReason, end_reason_words


class PersonForm(ActingForm):
    def prepare(self) -> None:
        self.fields["username"] = text_field(_("User name"), 60, hint=_("Letters and digits; it stays."))
        self.fields["work_name"] = text_field(_("Work name"), 60, hint=_("What others see."))
        self.fields["team"] = code_field(_("Team"), Team.values, team_words)
        self.fields["email"] = forms.EmailField(label=_("E-mail of the office"), max_length=254, required=False)
        self.fields["password"] = _password_field(_("First password"), required=False)

    def act(self) -> str:
        given = self.cleaned_data
        password, team = given["password"] or None, Team(given["team"])
        user = make_person(
            username=given["username"],
            work_name=given["work_name"],
            team=team,
            email=given["email"],
            password=password,
            by=self.by,
        )
        return _("{name} signs in as {username}.").format(name=user.work_name, username=user.username)


class OnePersonForm(ActingForm):
    """About somebody of one's area."""

    def __init__(self, *args: object, user: User, **more: object) -> None:
        self.user = user
        super().__init__(*args, **more)  # type: ignore[arg-type]  # handed on as it came


class PasswordForm(OnePersonForm):
    def prepare(self) -> None:
        self.fields["password"] = _password_field(_("New password"), required=True)

    def act(self) -> str:
        give_password(user=self.user, password=self.cleaned_data["password"], by=self.by)
        return _("{name} has a new password; tell it by word of mouth.").format(name=self.user.work_name)


class SecondFactorForm(OnePersonForm):
    def act(self) -> str:
        renew_second_factor(user=self.user, by=self.by)
        return _("{name} sets up a second factor at the next sign-in.").format(name=self.user.work_name)


class EndServiceForm(OnePersonForm):
    def act(self) -> str:
        end_service(user=self.user, by=self.by)
        return _("{name} has left; open work is handed over.").format(name=self.user.work_name)


class PostForm(ActingForm):
    """Somebody gets a role at an area for a time."""

    def prepare(self) -> None:
        self.fields["user"] = person_field(_("Who"))
        self.fields["role"] = code_field(_("Role"), Role, role_words)
        self.fields["area"] = text_field(_("Area"), 12, hint=_("12 digits; zeros at the end for wider areas."))
        self.fields["organisation"] = forms.ModelChoiceField(
            label=_("Unit"),
            required=False,
            queryset=Organisation.objects.filter(closed_at__isnull=True),
            to_field_name="code",
            widget=forms.TextInput(attrs={"list": "organisations"}),
            help_text=_("Its code; for clerks and handlers."),
        )
        self.fields["grid_code"] = text_field(_("Grid"), 15, required=False, hint=_("15 digits; for grid workers."))
        self.fields["rank"] = code_field(_("Rank"), Rank.values, rank_words, required=False)
        self.fields["begins_at"] = moment_field(_("From"))
        self.fields["ends_at"] = moment_field(_("Until"), required=False)
        self.fields["office_phone"] = text_field(_("Office telephone"), 40, required=False)
        self.fields["office_hours"] = text_field(_("Office hours"), 80, required=False)

    def clean_area(self) -> Area:
        found = Area.objects.filter(code=self.cleaned_data["area"]).first()
        if found is None:
            raise forms.ValidationError(_("There is no area with this code."))
        return found

    def act(self) -> str:
        given = dict(self.cleaned_data)
        given["role"] = Role(given["role"])
        given["rank"] = Rank(given["rank"]) if given["rank"] else None
        posting = post(**given, by=self.by)
        return _("{name} is posted as {role}.").format(name=posting.user.work_name, role=role_words(posting.role))


class EndPostingForm(ActingForm):
    def __init__(self, *args: object, posting: Posting, **more: object) -> None:
        self.posting = posting
        super().__init__(*args, **more)  # type: ignore[arg-type]  # handed on as it came

    def prepare(self) -> None:
        self.fields["reason"] = code_field(_("Reason"), EndReason, end_reason_words)
        self.fields["at"] = moment_field(_("From when on"), required=False)
        self.fields["at"].help_text = _("Now, unless said otherwise.")

    def act(self) -> str:
        at = self.cleaned_data["at"] or self.by.at
        end_posting(posting=self.posting, at=at, reason=EndReason(self.cleaned_data["reason"]), by=self.by)
        return _("The posting of {name} ends.").format(name=self.posting.user.work_name)


class AbsenceForm(ActingForm):
    def prepare(self) -> None:
        self.fields["user"] = person_field(_("Who"))
        self.fields["user"].queryset = people_within(Permission.MANAGE_PEOPLE, self.by)  # type: ignore[attr-defined]  # of a choice of rows
        self.fields["begins_at"] = moment_field(_("From"))
        self.fields["ends_at"] = moment_field(_("Until"))

    def act(self) -> str:
        absence = enter_absence(**self.cleaned_data, by=self.by)
        return _("Leave of {name} is entered; the deputy stands in.").format(name=absence.user.work_name)


def _password_field(label: str, *, required: bool) -> forms.CharField:
    hint = _("At least 12 signs, no common word.")
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, max_length=200, required=required, help_text=hint, widget=widget)
