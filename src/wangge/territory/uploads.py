"""Files that people send: on disk for the length of one action, under a name of ours, of the kind they prove to be."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import UploadedFile as Uploaded

from wangge.accounts.refusals import Unusable
from wangge.language import _

LARGEST = 200_000_000  # bytes of a file
# How a file of an ending begins. Only formats that lie in one file and name no other: a file that points elsewhere
# would read the server's own. A table of text begins with anything but a zero.
MAPS: Mapping[str, bytes] = {".gpkg": b"SQLite format 3\x00", ".geojson": b"{"}
TABLES: Mapping[str, bytes] = {".xlsx": b"PK\x03\x04", ".csv": b""}
WORKBOOKS: Mapping[str, bytes] = {".xlsx": b"PK\x03\x04"}


@contextmanager
def kept_on_disk(file: "Uploaded[bytes]", kinds: Mapping[str, bytes]) -> Iterator[Path]:
    """The file with the ending that its content proves; Unusable for another kind, or one that is too large."""
    ending = Path(file.name or "").suffix.lower()
    begins = kinds.get(ending)
    head = file.read(100)
    if begins is None or not _begins(head, begins):
        sentence = _("The file is not what its name says, or of a kind that is not read here: save it as {kinds}")
        raise Unusable(sentence.format(kinds=", ".join(kinds)))
    if (file.size or 0) > LARGEST:
        raise Unusable(_("The file has more than {most} MB").format(most=LARGEST // 1_000_000))
    with TemporaryDirectory() as folder:
        path = Path(folder, f"{_stem(file.name or '')}{ending}")
        file.seek(0)
        with path.open("wb") as target:
            target.writelines(file.chunks())
        yield path


def _begins(head: bytes, begins: bytes) -> bool:
    if begins == b"":
        return b"\x00" not in head
    return head.lstrip().startswith(begins) if begins == b"{" else head.startswith(begins)


def _stem(name: str) -> str:
    """What sentences about the file call it: its own name, without what could leave the folder."""
    kept = "".join(sign for sign in Path(name).stem if sign.isalnum() or sign in "-_ ")
    return kept.strip()[:60] or "file"
