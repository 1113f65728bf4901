"""The report of a resident in three steps: what, where, who. What was said before travels in the form itself."""

from typing import Any
from uuid import UUID

from django import forms
from uuid6 import uuid7

from wangge.cases.forms.photos import photos_field
from wangge.cases.models import Source
from wangge.cases.reporting import LONGEST_DESCRIPTION, LONGEST_PLACE
from wangge.cases.reports import Contact, Report
from wangge.language import _, active_language
from wangge.messages.models import Channel
from wangge.neighbourhood.choices import class_of
from wangge.neighbourhood.places import middle_of, place_given
from wangge.territory.datum import Datum


class ReportForm(forms.Form):
    """Every field of the three steps; none is required by the form itself: each step says what it needs."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    minor = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    at = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        words = forms.Textarea(attrs={"rows": 3})
        self.fields["description"] = forms.CharField(
            label=_("What is wrong?"), max_length=LONGEST_DESCRIPTION, required=False, widget=words
        )
        self.fields["address"] = forms.CharField(label=_("Address"), max_length=100, required=False)
        self.fields["community"] = forms.CharField(max_length=12, required=False)
        self.fields["place"] = forms.CharField(
            label=_("More exactly"), max_length=LONGEST_PLACE, required=False,
            help_text=_("Floor, stairwell, opposite the gate."),
        )  # fmt: skip
        self.fields["inside"] = forms.BooleanField(label=_("It is inside a dwelling"), required=False)
        self.fields["gcj02"] = forms.BooleanField(label=_("Copied from a Chinese map application"), required=False)
        self.fields["name"] = forms.CharField(label=_("Name"), max_length=60, required=False)
        self.fields["phone"] = forms.CharField(
            label=_("Telephone"), max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
        )
        self.fields["told"] = forms.ChoiceField(
            label=_("How do we tell you?"),
            required=False,
            widget=forms.RadioSelect,
            choices=[("sms", _("by message")), ("call", _("by a call"))],
            initial="sms",
        )
        self.fields["photos"] = photos_field(_("Photo"))

    @property
    def position(self) -> tuple[float, float] | None:
        """Where it is, as far as it was said: the point, else the middle of the community."""
        given = self.cleaned_data
        datum = Datum.GCJ02 if given.get("gcj02") else Datum.WGS84
        return place_given(given.get("at", ""), datum) or middle_of(given.get("community", ""))

    def report(self) -> Report:
        """As the action takes it; once there is a position."""
        given = self.cleaned_data
        longitude, latitude = self.position or (0.0, 0.0)
        minor = class_of(given["minor"])
        return Report(
            client_id=given["id"],
            source=Source.RESIDENT,
            longitude=longitude,
            latitude=latitude,
            description=given["description"],
            place_words=given["place"] or given["address"],
            kind=minor.kind if minor else None,  # type: ignore[arg-type]  # the catalogue's kinds are the model's
            minor=minor.code if minor else "",
            inside_dwelling=given["inside"],
            contact=self._contact(),
            photos=len(given["photos"]),
        )

    def _contact(self) -> Contact | None:
        given = self.cleaned_data
        phone = given["phone"].strip()
        if not phone:
            return None
        calls = given["told"] == "call"
        channel = None if calls else Channel.SMS
        return Contact(given["name"].strip(), phone, channel, may_call=calls, language=active_language())


def new_id() -> UUID:
    """Made when the form opens, so that a double tap makes one case."""
    return uuid7()
