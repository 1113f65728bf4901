"""Fields that several forms of the office have: a person by user name, a moment by the city's clock, codes."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django import forms

from wangge.accounts.models import User
from wangge.language import _
from wangge.territory.inputs import is_of_our_time


def person_field(label: str) -> forms.ModelChoiceField:  # type: ignore[type-arg]  # generic for the checker only
    """Somebody by the name they sign in with."""
    return forms.ModelChoiceField(
        label=label,
        queryset=User.objects.filter(is_active=True),
        to_field_name="username",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "list": "people"}),
        help_text=_("The user name."),
        error_messages={"invalid_choice": _("There is nobody with this user name.")},
    )


def moment_field(label: str, *, required: bool = True) -> forms.DateTimeField:
    """A moment by the city's clock."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=required, widget=widget, validators=[_refuse_other_times])


def code_field(
    label: str, codes: Iterable[str], words: Callable[[str], str], *, required: bool = True
) -> forms.ChoiceField:
    """One of some codes, shown in words."""
    choices = [(str(code), words(code)) for code in codes]
    return forms.ChoiceField(label=label, choices=[("", _("choose")), *choices], required=required)


def text_field(label: str, longest: int, *, required: bool = True, hint: str = "") -> forms.CharField:
    """A line of text."""
    return forms.CharField(label=label, max_length=longest, required=required, help_text=hint)


def _refuse_other_times(at: datetime) -> None:
    if not is_of_our_time(at):
        raise forms.ValidationError(_("The year lies outside of 2000 to 2099: mend it."))
