"""A report in three steps (what, where, who), each a page of the same form: what was said before rides along hidden."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms

from wangge.accounts.refusals import Unusable
from wangge.cases.actions.reporting import Reported, report_case
from wangge.cases.duplicates import Likeness, near_any
from wangge.cases.models import Source
from wangge.cases.reporting import LONGEST_DESCRIPTION, LONGEST_PLACE
from wangge.cases.reports import Report
from wangge.catalogue.class_suggestions import suggest_classes
from wangge.catalogue.contents import Edition, Minor
from wangge.catalogue.models import Kind
from wangge.language import _
from wangge.neighbourhood.forms.contacts import ContactFields
from wangge.neighbourhood.matters import minor_of
from wangge.neighbourhood.standpoints import Found, Given, find_standpoint
from wangge.territory.actors import Actor
from wangge.territory.datum import Datum
from wangge.territory.findable_places import Place
from wangge.trust.words import screen_import

STEPS = ("what", "where", "who")
FIELDS = {
    "what": ("words",),
    "where": ("matter", "spot", "place", "pasted", "datum", "longitude", "latitude", "place_words", "inside_dwelling"),
    "who": ("name", "address", "call", "website", "photo"),
}


class ReportForm(ContactFields):
    """``matter`` is a class that was chosen, ``place`` an address as it was typed."""

    client_id = forms.UUIDField()
    words = forms.CharField(max_length=LONGEST_DESCRIPTION, required=False)
    matter = forms.CharField(max_length=20, required=False)
    spot = forms.CharField(max_length=40, required=False)
    place = forms.CharField(max_length=100, required=False)
    pasted = forms.CharField(max_length=100, required=False)
    datum = forms.ChoiceField(choices=[(one.value, one.value) for one in Datum], required=False)
    longitude = forms.FloatField(required=False)
    latitude = forms.FloatField(required=False)
    place_words = forms.CharField(max_length=LONGEST_PLACE, required=False)
    inside_dwelling = forms.BooleanField(required=False)

    def __init__(self, *args: Any, edition: Edition, **more: Any) -> None:
        super().__init__(*args, **more)
        self.edition = edition
        self.found = Found()

    def clean_words(self) -> str:
        return _without_persons(self.cleaned_data["words"])

    def clean_place_words(self) -> str:
        return _without_persons(self.cleaned_data["place_words"])

    def fault_of(self, step: str) -> bool:
        """Whether what was said in the step cannot be used."""
        return any(name in self.errors for name in FIELDS[step])

    @property
    def minor(self) -> Minor | None:
        return minor_of(self.edition, str(self.data.get("matter", "")))

    def suggestions(self) -> list[Minor]:
        """What the words may mean; the person decides, for an urgent class is dispatched at once."""
        return suggest_classes(self.edition, str(self.data.get("words", "")))

    def says_what(self) -> bool:
        """Words or a class."""
        if not self.fault_of("what") and not self.cleaned_data["words"].strip() and self.minor is None:
            self.add_error("words", _("Say in a few words what you see, or choose below"))
        return not self.fault_of("what")

    def says_where(self, at: datetime) -> bool:
        """A place inside of the city; of a community words beside it too."""
        if self.fault_of("where"):
            return False
        given = self.cleaned_data
        keys = ("spot", "pasted", "datum", "longitude", "latitude")
        self.found = find_standpoint(Given(address=given["place"], **{key: given[key] for key in keys}), at)
        if self.found.fault:
            self.add_error("place", self.found.fault)
        elif self.found.place and not self.found.place.exact and not given["place_words"].strip():
            self.add_error("place_words", _("Say in words where in the community it is"))
        return not self.fault_of("where")

    def known_already(self, at: datetime) -> list[Likeness]:
        """Open public cases of what was chosen, or may be meant, within 50 m: two statements."""
        minors = [self.minor] if self.minor else self.suggestions()
        place = self.found.place
        if place is None or not place.exact or not minors:
            return []
        return near_any(place.longitude, place.latitude, classes={(one.kind, one.code) for one in minors}, at=at)

    def report(self, *, photos: int, by: Actor) -> Reported:
        """Send it; Refusal where it cannot be taken."""
        given, place, minor = self.cleaned_data, self.found.place, self.minor
        if place is None:
            raise Unusable(self.found.fault)
        report = Report(
            client_id=UUID(str(given["client_id"])),
            source=Source.RESIDENT,
            longitude=place.longitude,
            latitude=place.latitude,
            description=given["words"],
            place_words=_joined(place, given["place_words"]),
            kind=Kind(minor.kind) if minor else None,
            minor=minor.code if minor else "",
            contact=self.contact(),
            inside_dwelling=given["inside_dwelling"],
            photos=photos,
        )
        return report_case(report=report, by=by)


def _without_persons(words: str) -> str:
    """What is about persons is not stored; the sentence says who can help (R-56), at the step of the words."""
    refused = screen_import(words)
    if refused:
        raise forms.ValidationError(refused)
    return words


def _joined(place: Place, words: str) -> str:
    return " ".join(part for part in (place.words, words.strip()) if part)[:LONGEST_PLACE]
