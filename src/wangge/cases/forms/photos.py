"""Photos in a form: files, several at once, or a phone's camera; and how those of a verb are kept before it is done."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from wangge.accounts.refusals import Unusable
from wangge.cases.actions.photos import receive_photo
from wangge.cases.models import Case, PhotoStage
from wangge.cases.photos import MOST_BYTES, inspect_size
from wangge.language import _
from wangge.territory.actors import Actor


class PhotosInput(forms.ClearableFileInput):
    """Two inputs of one name: files, several at once, and the camera, which a phone opens at once."""

    template_name = "cases/widgets/photos.html"
    allow_multiple_selected = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "most": MOST_BYTES, "most_words": MOST_BYTES // 1_000_000}


class PhotosField(forms.FileField):
    """A list of files, empty without any. Whether each is a photo, receiving it says."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        """Each file by the rules of a single one."""
        single = super().clean
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [single(file, initial) for file in files]


def photos_field(label: str) -> PhotosField:
    """Photos of a stage; how large one may be stands beside it."""
    most = MOST_BYTES // 1_000_000
    hint = _("JPEG, PNG or WebP, up to {most} MB each.").format(most=most)
    return PhotosField(label=label, required=False, help_text=hint, allow_empty_file=True)


def keep_photos(
    case: Case, stage: PhotoStage, files: "Sequence[UploadedFile[bytes]]", *, by: Actor
) -> tuple[int, list[str]]:
    """Keep each that is a photo; how many those were, and a sentence for each that is none.

    Raises NotYours for who has nothing to show at that stage.
    """
    faults = []
    for file in files:
        try:
            inspect_size(file.size or 0)
            claimed = file.content_type or ""
            receive_photo(case=case, stage=stage, content=file.read(), by=by, claimed_type=claimed)
        except Unusable as fault:
            faults.append(f"{file.name}: {fault}")
    return len(files) - len(faults), faults
