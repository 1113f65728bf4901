"""The form of a verb: the case as the person saw it, fields, and the one action that it calls."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from wangge.cases.forms.photos import keep_photos, photos_field
from wangge.cases.models import Case, CaseStep, PhotoStage
from wangge.cases.photos import stage_words
from wangge.cases.reason_words import reason_words
from wangge.cases.reasons import Reason
from wangge.cases.visibility import visible_case
from wangge.cases.workflow import Verb
from wangge.language import _
from wangge.territory.actors import Actor


class VerbForm(forms.Form):
    """``seen`` is the version that the person decides upon: if the case moved on since, the action says so."""

    verb: ClassVar[Verb]
    stage: ClassVar[PhotoStage | None] = None  # of the photos that belong to the verb
    kept = 0  # of the photos that came with it
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, case: Case, by: Actor, **more: Any) -> None:
        self.case, self.by = case, by
        more.setdefault("initial", {}).setdefault("seen", case.version)
        super().__init__(*args, **more)
        self.prepare()
        if self.stage is not None:
            label = _("Photos: {stage}").format(stage=stage_words(self.stage))
            self.fields["photos"] = photos_field(label)
        if self.stage is PhotoStage.RESOLVE:
            self.order_fields(["photos"])  # who did the work has the phone in hand: the photo is the first thing

    def prepare(self) -> None:
        """Fill in the choices that depend on the case or the actor."""

    def act(self) -> Case:
        """Do it, once the form is valid; Refusal where the action says no."""
        raise NotImplementedError

    def keep_photos(self) -> None:
        """Keep the photos that came, before anything else is looked at. What is wrong with one stands at their field.

        NotYours for who has nothing to show here.
        """
        files = self.files.getlist("photos") if self.stage is not None else []
        if self.stage is None or not files:
            return
        self.kept, faults = keep_photos(self.case, self.stage, files, by=self.by)
        if self.kept:
            self.case = visible_case(self.case.number, by=self.by)
        for fault in faults:
            self.add_error("photos", fault)

    def clean_seen(self) -> int | None:
        """The version that counts: own photos that came since, now or with a try before, are no move by others."""
        seen: int | None = self.cleaned_data["seen"]
        if seen is None or self.stage is None or seen >= self.case.version:
            return seen
        since = CaseStep.objects.filter(case=self.case, serial__gt=seen)
        return seen if since.exclude(verb=Verb.ADD_PHOTO, by=self.by.user_id).exists() else self.case.version

    @property
    def given(self) -> dict[str, Any]:
        """What was filled in, by the names of the action's arguments."""
        filled = {name: value for name, value in self.cleaned_data.items() if name != "photos"}
        return {"case": self.case, "by": self.by, **filled}


def words_field(label: str, *, required: bool = False, hint: str = "") -> forms.CharField:
    """Free words for people; kept in rows of their own, never in a step."""
    missing = {"required": _("Write this in a few words: without it nothing is done.")}
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, required=required, max_length=2000, help_text=hint, widget=box, error_messages=missing
    )


def reason_field(among: Iterable[Reason], *, required: bool = True) -> forms.ChoiceField:
    """A reason by its code, shown in words; a single one is chosen already."""
    codes = sorted(among)
    choices = [(code.value, reason_words(code)) for code in codes]
    if len(codes) > 1:
        choices.insert(0, ("", _("choose a reason")))
    return forms.ChoiceField(label=_("Reason"), choices=choices, required=required)
