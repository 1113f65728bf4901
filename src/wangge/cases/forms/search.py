"""What a list of cases is narrowed to; every field stands in the address, so that a list can be sent to a colleague."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.boundfield import BoundField
from django.utils.timezone import get_current_timezone

from wangge.cases.search import Filters
from wangge.cases.words import state_words
from wangge.cases.workflow import State
from wangge.catalogue.contents import in_language
from wangge.catalogue.editions import edition_in_force
from wangge.catalogue.models import Kind
from wangge.language import _
from wangge.screens.periods import FIRST_DAY, LAST_DAY


class SearchForm(forms.Form):
    """There is no field for a grid: a figure by grid is a person's (R-61)."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        here = edition_in_force()
        minors = [(one.code, f"{one.code} {in_language(one.name_zh, one.name_en)}") for one in here.minors.values()]
        units = [(one.code, in_language(one.name_zh, one.name_en)) for one in here.units.values() if one.owner_kind]
        every = ("", _("all"))
        self.fields["words"] = forms.CharField(required=False, max_length=100)
        self.fields["words"].widget.attrs.update({"data-key": "/", "type": "search"})
        self.fields["state"] = _choice(_("State"), [every, *((one.value, state_words(one)) for one in State)])
        self.fields["open"] = _choice(_("Open"), [every, ("yes", _("open")), ("no", _("ended"))])
        self.fields["minor"] = _choice(_("Class"), [every, *sorted(set(minors))])
        self.fields["unit"] = _choice(_("Unit"), [every, *units])
        self.fields["area"] = forms.CharField(label=_("Area"), required=False, max_length=12)
        self.fields["since"] = _day(_("Reported since"))
        self.fields["until"] = _day(_("Reported until"))
        self.fields["overdue"] = forms.BooleanField(label=_("overdue"), required=False)
        self.fields["urgent"] = forms.BooleanField(label=_("urgent"), required=False)
        kinds = [every, (Kind.COMPONENT.value, _("components")), (Kind.EVENT.value, _("events"))]
        self.fields["kind"] = _choice(_("Kind"), kinds)

    @property
    def shown(self) -> list[BoundField]:
        """Every field but the words, which stand above them."""
        return [self[name] for name in self.fields if name != "words"]

    def filters(self) -> Filters:
        """As the search takes them; of a form that is valid."""
        given = self.cleaned_data
        return Filters(
            states=(given["state"],) if given["state"] else (),
            kind=given["kind"],
            minor=given["minor"],
            area=given["area"],
            unit=given["unit"],
            open={"yes": True, "no": False}.get(given["open"]),
            overdue=given["overdue"],
            urgent=given["urgent"],
            since=_midnight(given["since"]),
            until=_midnight(given["until"]),
            words=given["words"],
        )


def _choice(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    bounds = (MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY))
    return forms.DateField(label=label, required=False, widget=widget, validators=bounds)


def _midnight(day: Any) -> datetime | None:
    return datetime.combine(day, time(), get_current_timezone()) if day else None
