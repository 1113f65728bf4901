"""The form that takes the component register in."""

from pathlib import Path

from django import forms
from django.core.files.uploadedfile import UploadedFile

from wangge.catalogue.actions.components import ImportedComponents, import_components
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.datum import Datum
from wangge.territory.uploads import MAPS, TABLES, kept_on_disk

_KINDS = {**TABLES, **MAPS, ".json": MAPS[".geojson"]}
MOST_BYTES = 60_000_000  # a register of half a million pieces


class RegisterForm(forms.Form):
    """A file, and the datum that its positions were measured in."""

    file = forms.FileField()
    datum = forms.ChoiceField()

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # handed through as they come
        self.fields["file"].label = _("File: CSV, XLSX, GeoPackage or GeoJSON")
        self.fields["file"].widget.attrs["accept"] = ",".join(_KINDS)
        datum = self.fields["datum"]
        assert isinstance(datum, forms.ChoiceField)
        datum.label = _("Positions were measured in")
        datum.choices = [
            (Datum.CGCS2000.value, "CGCS2000"),
            (Datum.WGS84.value, "WGS 84 (GPS)"),
            (Datum.GCJ02.value, _("GCJ-02 (Chinese map applications)")),
        ]

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is no register by its name, or too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if Path(file.name or "").suffix.lower() not in _KINDS:
            raise forms.ValidationError(_("Give a file of one of these kinds: {kinds}").format(kinds=" ".join(_KINDS)))
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 60 MB: give it in parts"))
        return file

    def take_in(self, by: Actor) -> ImportedComponents:
        """Read the file and write its rows; BadRows, NotAllowed, and Unusable for what is not the kind it says."""
        with kept_on_disk(self.cleaned_data["file"], _KINDS) as path:
            return import_components(path=path, datum=Datum(self.cleaned_data["datum"]), by=by)
