"""``wangge backup``: database, photos and, if asked for, the keys, in one archive."""

from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection
from django.utils import timezone
from rich.console import Console

from wangge import __version__
from wangge.cli import dumps
from wangge.cli.archive import Manifest, Writer, written
from wangge.cli.parser import OptionError
from wangge.cli.platform import answering_database, refuse_old_database
from wangge.language import _

DATABASE, PHOTOS, SECRETS = "database", "photos", "secrets"


def run(options: Namespace, _begun: float) -> None:
    """Write the archive; OptionError, PlatformError."""
    _refuse_place(options.file)
    refuse_old_database()
    settings.DATA_FOLDER.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (
        TemporaryDirectory(dir=settings.DATA_FOLDER, prefix=".backup-") as folder,
        written(options.file) as writer,
        answering_database(),
    ):
        rows = dumps.dump(Path(folder) / DATABASE)
        writer.add(DATABASE, Path(folder) / DATABASE)
        # After the database: a photo that came in between is one too many, never one too few.
        photos = _add_photos(writer)
        if options.with_secrets:
            writer.add_text(f"{SECRETS}/contact.keys", "\n".join(settings.CONTACT_KEYS) + "\n")
            writer.add_text(f"{SECRETS}/station.keys", "\n".join(settings.STATION_KEYS) + "\n")
            writer.add_text(f"{SECRETS}/secret.key", settings.SECRET_KEY + "\n")
        made_at = timezone.now().isoformat(timespec="seconds")
        writer.finish(Manifest(__version__, connection.vendor, made_at, options.with_secrets, rows))
    _tell(options, sum(rows.values()), photos)


def _refuse_place(file: Path) -> None:
    if file.suffix != ".tar":
        raise OptionError(_("{file}: the name must end in .tar").format(file=file))
    if file.exists():
        raise OptionError(_("{file} is there already; a backup overwrites nothing").format(file=file))
    if not file.parent.is_dir():
        raise OptionError(_("{file}: there is no such folder").format(file=file.parent))


def _add_photos(writer: Writer) -> int:
    number = 0
    for path in sorted(settings.PHOTO_FOLDER.rglob("*")):
        try:
            if path.is_file():
                writer.add(f"{PHOTOS}/{path.relative_to(settings.PHOTO_FOLDER).as_posix()}", path)
                number += 1
        except FileNotFoundError:  # erased in this moment, as its retention asks for
            continue
    return number


def _tell(options: Namespace, rows: int, photos: int) -> None:
    console = Console(highlight=False, markup=False, soft_wrap=True)
    told = _("{file}: {rows:,} rows and {photos:,} photos.").format(file=options.file, rows=rows, photos=photos)
    console.print(told)
    if options.with_secrets:
        console.print(_("It holds the keys: whoever has the archive reads every contact. Keep it locked away."))
    else:
        console.print(
            _(
                "WARNING: it holds no keys. Without contact.keys of the data folder nobody will ever read "
                "the contacts in it: keep a copy of that file elsewhere, or back up --with-secrets."
            )
        )
