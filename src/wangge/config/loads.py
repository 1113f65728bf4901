"""How many bytes one request may bring to which door; ``refused.within_bounds`` lets no more in.

Django bounds what it holds in memory, but not the files of a form, which it writes to disk before any view, and so
before anybody was asked for a key or slowed down. What comes without a Content-Length is read by nobody: then Django
takes the body for empty.
"""

import re

from wangge.cases.forms.register import MOST_BYTES as REGISTER
from wangge.cases.photos import MOST_A_STAGE
from wangge.cases.photos import MOST_BYTES as PHOTO
from wangge.fieldwork.rescue_files import LARGEST as OUTBOX
from wangge.language import _
from wangge.territory.uploads import LARGEST as TABLE

# Of any request, without a file or beside it: DATA_UPLOAD_MAX_MEMORY_SIZE. Beside a file it leaves room for one that
# is somewhat too large: its sender is told so by the form, with all that was typed.
BESIDE_FILES = 12_000_000

_DOORS: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(path), most + BESIDE_FILES)
    for path, most in (
        (r"/report/", PHOTO),
        (r"/my/[^/]+/photo/", PHOTO),
        (r"/api/v1/(track|cases)/[^/]+/photos", PHOTO),
        (r"/cases/[^/]+/[^/]+/", MOST_A_STAGE * PHOTO),
        (r"/register/import/", REGISTER),
        (r"/office/catalogue/(import/[^/]+/)?", TABLE),
        (r"/api/v1/(plans|editions|imports/[^/]+)", TABLE),
        (r"/office/sealed/", OUTBOX),
        (r"/api/v1/phone/rescue", OUTBOX),
    )
)


def most_bytes(path: str) -> int:
    """How many bytes a request to ``path`` may bring, all together."""
    return next((most for door, most in _DOORS if door.fullmatch(path)), BESIDE_FILES)


def too_big_words(most: int) -> str:
    """What somebody is told who sent more than ``most`` bytes."""
    sentence = _("The request is larger than {most} MB: send photos one by one, each of {photo} MB at most")
    return sentence.format(most=most // 1_000_000, photo=PHOTO // 1_000_000)
