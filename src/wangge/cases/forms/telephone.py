"""What an operator fills in while somebody is on the telephone: one form, one report, by ``report_case``."""

from typing import Any
from uuid import UUID

from django import forms

from wangge.cases.actions.reporting import Reported, report_case
from wangge.cases.models import Source
from wangge.cases.reporting import LONGEST_DESCRIPTION, LONGEST_PLACE
from wangge.cases.reports import Contact, Report
from wangge.catalogue.class_choices import class_groups
from wangge.catalogue.editions import edition_in_force
from wangge.catalogue.models import Kind
from wangge.language import _
from wangge.messages.models import Channel
from wangge.territory.actors import Actor
from wangge.territory.datum import Datum
from wangge.territory.findable_places import Place, find_places, place_by_key

FIELD_OF = {"description": "description", "place": "place_words"}  # where a refusal of the report is shown


class CallForm(forms.Form):
    """The place is an address or a community that was found and chosen, or a position in figures."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    description = forms.CharField(max_length=LONGEST_DESCRIPTION)
    address = forms.CharField(max_length=100, required=False)
    spot = forms.CharField(max_length=40, required=False)
    place_words = forms.CharField(max_length=LONGEST_PLACE, required=False)
    longitude = forms.FloatField(required=False)
    latitude = forms.FloatField(required=False)
    datum = forms.ChoiceField(choices=[(one.value, one.value) for one in Datum], required=False)
    inside_dwelling = forms.BooleanField(required=False)
    filed_as = forms.ChoiceField(required=False)
    name = forms.CharField(max_length=60, required=False)
    telephone = forms.CharField(max_length=40, required=False)
    may_call = forms.BooleanField(required=False)
    by_sms = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        classes = forms.ChoiceField(required=False, choices=[("", ""), *class_groups(edition_in_force())])
        self.fields["filed_as"] = classes
        self.places: list[Place] = []
        self.place: Place | None = None

    def search(self) -> None:
        """Look for the address; what is missing beside it is no fault yet."""
        self.places = find_places(str(self.data.get("address", ""))[:100])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.place = self._place(given)
        if self.place is not None and not self.place.exact and not given.get("place_words"):
            self.add_error("place_words", _("Say in words where in the community it is"))
        return given

    def report(self, *, by: Actor) -> Reported:
        """Send it; Refusal where it lies outside of the city, or says nothing."""
        given = self.cleaned_data
        assert self.place is not None
        kind, minor, condition = (given["filed_as"] or "::").split(":")
        report = Report(
            client_id=UUID(str(given["client_id"])),
            source=Source.TELEPHONE,
            longitude=self.place.longitude,
            latitude=self.place.latitude,
            datum=Datum(given["datum"]) if not self.place.key and given["datum"] else Datum.WGS84,
            description=given["description"],
            place_words=_joined(self.place.words, given["place_words"]),
            kind=Kind(kind) if kind else None,
            minor=minor,
            condition=condition,
            on_behalf=True,
            contact=self._contact(given),
            inside_dwelling=given["inside_dwelling"],
        )
        return report_case(report=report, by=by)

    def _place(self, given: dict[str, Any]) -> Place | None:
        if given.get("spot"):
            found = place_by_key(given["spot"])
            if found is not None:
                self.places = [found]
                return found
        if given.get("longitude") is not None and given.get("latitude") is not None:
            return Place("", "", "", given["longitude"], given["latitude"])
        self.search()
        sure = [place for place in self.places if place.exact]
        if len(self.places) == 1 and sure:
            return sure[0]
        self.add_error("address", _("Choose which place is meant") if self.places else _no_place(given))
        return None

    def _contact(self, given: dict[str, Any]) -> Contact | None:
        if not (given["name"] or given["telephone"]):
            return None
        channel = Channel.SMS if given["by_sms"] else None
        return Contact(given["name"], given["telephone"], channel, may_call=given["may_call"])


def _no_place(given: dict[str, Any]) -> str:
    if given.get("address"):
        return _("No address and no community is called so: type less of it, or give the position in figures")
    return _("Where is it? Type an address or the name of a community")


def _joined(found: str, words: str) -> str:
    """The address and what was said beside it, as far as there is room."""
    return " ".join(part for part in (found, words.strip()) if part)[:LONGEST_PLACE]
