"""What a person fills in at the station's desk of sealed outboxes; what is allowed the actions say."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from wangge.accounts.refusals import NotAllowed
from wangge.fieldwork.actions.opening import discard_quarantined, take_in_quarantined
from wangge.fieldwork.actions.rescue import bring_rescue_file
from wangge.fieldwork.models import Quarantined
from wangge.language import _
from wangge.territory.forming import ActingForm

AT_ONCE = 100  # opened by one request


class RescueFileForm(ActingForm):
    """The file that a phone saved."""

    def prepare(self) -> None:
        self.fields["file"] = forms.FileField(label=_("File of a phone (wangge-outbox.jsonl)"))

    def act(self) -> str:
        if self.by.user is None:
            raise NotAllowed(_("Only somebody who is signed in asks for this"))
        file = self.cleaned_data["file"]
        brought = bring_rescue_file(file=file, size=file.size or 0, by=self.by, person=self.by.user)
        sentence = _("Brought in for {name}: {count}.")
        return sentence.format(count=brought.items, name=brought.owner.work_name)


class _OfRowsForm(ActingForm):
    def __init__(self, *args: Any, rows: "QuerySet[Quarantined]", **more: Any) -> None:
        waiting_first = rows.select_related("owner").order_by("-outcome", "id")  # what was refused holds up nothing
        self.rows_meant = waiting_first[:AT_ONCE]
        super().__init__(*args, **more)


class TakeInForm(_OfRowsForm):
    """The button that takes in what waits."""

    def act(self) -> str:
        opened = take_in_quarantined(rows=self.rows_meant, by=self.by)
        if not opened.refused:
            return _("Taken in: {count}.").format(count=opened.taken)
        sentence = _("Taken in: {count}. Not taken: {refused}; each says why.")
        return sentence.format(count=opened.taken, refused=opened.refused)


class DiscardForm(_OfRowsForm):
    """The button that puts something aside for good."""

    def prepare(self) -> None:
        self.fields["reason"] = forms.CharField(max_length=200, label=_("Why"))

    def act(self) -> str:
        count = discard_quarantined(rows=self.rows_meant, reason=self.cleaned_data["reason"], by=self.by)
        return _("Discarded: {count}.").format(count=count)
