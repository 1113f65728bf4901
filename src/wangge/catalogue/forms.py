"""Forms of the catalogue: a workbook comes in as a draft, a draft is adopted, calendars, and where a case would go."""

from datetime import datetime

from django import forms

from wangge.catalogue.actions.calendars import import_calendars
from wangge.catalogue.actions.editions import adopt_catalogue, import_catalogue
from wangge.catalogue.contents import in_language
from wangge.catalogue.editions import edition_in_force
from wangge.catalogue.models import CatalogueVersion
from wangge.catalogue.routing import explain, route
from wangge.language import _
from wangge.territory.forming import ActingForm
from wangge.territory.uploads import WORKBOOKS, kept_on_disk
from wangge.territory.whereabouts import locate


class EditionForm(ActingForm):
    def prepare(self) -> None:
        self.fields["file"] = forms.FileField(label=_("Workbook (.xlsx)"), help_text=_("As it was downloaded, edited."))

    def act(self) -> str:
        with kept_on_disk(self.cleaned_data["file"], WORKBOOKS) as path:
            version = import_catalogue(path=path, by=self.by)
        return _("Edition {number} is a draft now; adopt it to put it in force.").format(number=version.number)


class CalendarsForm(ActingForm):
    def prepare(self) -> None:
        self.fields["file"] = forms.FileField(
            label=_("Workbook (.xlsx)"), help_text=_("Its sheets calendars and calendar_days.")
        )

    def act(self) -> str:
        with kept_on_disk(self.cleaned_data["file"], WORKBOOKS) as path:
            changed = import_calendars(path=path, by=self.by)
        return _("{number} calendars changed.").format(number=len(changed))


class AdoptForm(ActingForm):
    def __init__(self, *args: object, version: CatalogueVersion, **more: object) -> None:
        self.version = version
        super().__init__(*args, **more)  # type: ignore[arg-type]  # handed on as it came

    def act(self) -> str:
        adopt_catalogue(version=self.version, by=self.by)
        return _("Edition {number} is in force from now on.").format(number=self.version.number)


class RouteForm(forms.Form):
    """Which unit would a place and class go to, and why."""

    longitude = forms.FloatField(min_value=-180, max_value=180)
    latitude = forms.FloatField(min_value=-90, max_value=90)
    minor = forms.TypedChoiceField(coerce=int)

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # handed on as it came
        self.fields["longitude"].label, self.fields["latitude"].label = _("Longitude"), _("Latitude")
        self.fields["minor"].label = _("Class")
        minors = edition_in_force().minors.values()
        choices = [(one.id, f"{one.code} {in_language(one.name_zh, one.name_en)}") for one in minors]
        self.fields["minor"].choices = [("", _("choose")), *choices]  # type: ignore[attr-defined]  # of a choice

    def answer(self, at: datetime) -> str:
        """The sentence; OutsideCity for a place that is not in the city."""
        here, given = edition_in_force(), self.cleaned_data
        spot = locate(given["longitude"], given["latitude"], at=at)
        minor = here.minors[given["minor"]]
        return explain(here, route(here, community_code=spot.community_code, minor=minor), minor)
