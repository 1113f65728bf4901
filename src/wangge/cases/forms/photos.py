"""Photos in the form of a verb: taken in before the verb is done, so that none is lost where it is refused."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from wangge.cases.actions.photos import receive_photo
from wangge.cases.models import Case, PhotoStage
from wangge.cases.photos import MOST_BYTES
from wangge.language import _
from wangge.territory.actors import Actor


class PhotosInput(forms.ClearableFileInput):
    """Several at once; a phone offers its camera."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": "image/jpeg,image/png,image/webp", "data-photos": ""})


class PhotosField(forms.FileField):
    """A list of files, empty without any."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        """Each file by the rules of a single one."""
        single = super().clean
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [single(file, initial) for file in files]


def photos_field(label: str) -> PhotosField:
    """Photos of a stage; how large one may be stands beside it."""
    most = MOST_BYTES // (1024 * 1024)
    return PhotosField(
        label=label, required=False, help_text=_("JPEG, PNG or WebP, up to {most} MB each.").format(most=most)
    )


def take_photos(case: Case, stage: PhotoStage, files: "list[UploadedFile[bytes]]", *, by: Actor) -> int:
    """Keep each; return by how many steps the case moved by them and by nobody else.

    Raises the refusals of ``receive_photo``; photos before the one that is refused are kept.
    """
    own = 0
    for file in files:
        before = _version(case)
        content = file.read(MOST_BYTES + 1)
        receive_photo(case=case, stage=stage, content=content, by=by, claimed_type=file.content_type or "")
        own += min(_version(case) - before, 1)
    return own


def _version(case: Case) -> int:
    return Case.objects.values_list("version", flat=True).get(pk=case.pk)
