"""The form of a verb: the case as the person saw it, fields, and the one action that it calls."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from wangge.cases.forms.photos import photos_field, take_photos
from wangge.cases.models import Case, PhotoStage
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
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, case: Case, by: Actor, **more: Any) -> None:
        self.case, self.by = case, by
        more.setdefault("initial", {}).setdefault("seen", case.version)
        super().__init__(*args, **more)
        self.prepare()
        if self.stage is not None:
            label = _("Photos: {stage}").format(stage=stage_words(self.stage))
            self.fields["photos"] = photos_field(label)

    def prepare(self) -> None:
        """Fill in the choices that depend on the case or the actor."""

    def act(self) -> Case:
        """Do it, once the form is valid; Refusal where the action says no."""
        raise NotImplementedError

    def take_photos(self) -> int:
        """Keep the photos that came with it, and return how many; own photos do not count as a move by others."""
        photos = self.cleaned_data.pop("photos", ())
        if not photos or self.stage is None:
            return 0
        own = take_photos(self.case, self.stage, photos, by=self.by)
        if self.cleaned_data["seen"] is not None:
            self.cleaned_data["seen"] += own
        self.case = visible_case(self.case.number, by=self.by)
        return len(photos)

    @property
    def given(self) -> dict[str, Any]:
        """What was filled in, by the names of the action's arguments."""
        filled = {name: value for name, value in self.cleaned_data.items() if name != "photos"}
        return {"case": self.case, "by": self.by, **filled}


def words_field(label: str, *, required: bool = False, hint: str = "") -> forms.CharField:
    """Free words for people; kept in rows of their own, never in a step."""
    return forms.CharField(
        label=label, required=required, max_length=2000, help_text=hint, widget=forms.Textarea(attrs={"rows": 3})
    )


def reason_field(among: Iterable[Reason], *, required: bool = True) -> forms.ChoiceField:
    """A reason by its code, shown in words; a single one is chosen already."""
    codes = sorted(among)
    choices = [(code.value, reason_words(code)) for code in codes]
    if len(codes) > 1:
        choices.insert(0, ("", _("choose a reason")))
    return forms.ChoiceField(label=_("Reason"), choices=choices, required=required)
