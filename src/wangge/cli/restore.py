"""``wangge restore``: an archive is unpacked beside and verified whole; only then is anything exchanged."""

from argparse import Namespace
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection
from rich.console import Console

from wangge.cli import dumps
from wangge.cli.archive import Manifest, unpack
from wangge.cli.backup import DATABASE, PHOTOS, SECRETS
from wangge.cli.parser import OptionError
from wangge.cli.platform import PlatformError, answering_database, missing_migrations
from wangge.language import _


def run(options: Namespace, _begun: float) -> None:
    """Restore; OptionError, PlatformError, with nothing touched until the archive is known to be whole."""
    if not options.file.is_file():
        raise OptionError(_("{file}: there is no such file").format(file=options.file))
    settings.DATA_FOLDER.mkdir(parents=True, exist_ok=True, mode=0o700)
    with TemporaryDirectory(dir=settings.DATA_FOLDER, prefix=".restore-") as place, answering_database():
        folder = Path(place)
        manifest = unpack(options.file, folder)
        _refuse_other_database(manifest)
        _refuse_living(replace=options.replace)
        dumps.load(folder / DATABASE, manifest.rows)
        _exchange(folder / PHOTOS, settings.PHOTO_FOLDER)
        _put_secrets(folder / SECRETS)
        missing = missing_migrations()
    _tell(manifest, missing)


def _refuse_other_database(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        sentence = _("the archive is of {archive}, and WANGGE_DATABASE here is {here}: restore to the same kind")
        raise PlatformError(sentence.format(archive=manifest.database, here=connection.vendor))


def _refuse_living(*, replace: bool) -> None:
    if replace:
        return
    photos = settings.PHOTO_FOLDER.is_dir() and any(settings.PHOTO_FOLDER.iterdir())
    if photos or dumps.holds_something():
        raise PlatformError(
            _("this installation is not empty, and nothing was changed: back it up, then restore with --replace")
        )


def _exchange(fresh: Path, place: Path) -> None:
    """What was there before is given up last: photos that nobody refers to any more must not outlive their case."""
    fresh.mkdir(exist_ok=True, mode=0o700)
    aside = fresh.with_name("former-photos")
    if place.is_dir():
        place.rename(aside)
    fresh.rename(place)
    rmtree(aside, ignore_errors=True)


def _put_secrets(folder: Path) -> None:
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        path.chmod(0o600)
        path.replace(settings.DATA_FOLDER / path.name)


def _tell(manifest: Manifest, missing: int) -> None:
    console = Console(highlight=False, markup=False, soft_wrap=True)
    told = _("Restored as of {made_at}: {rows:,} rows.")
    console.print(told.format(made_at=manifest.made_at, rows=sum(manifest.rows.values())))
    if not manifest.secrets:
        console.print(
            _(
                "WARNING: the archive held no keys. Put those of then into the data folder: without contact.keys no "
                "contact in it will ever be read, without secret.key the private links in all further messages lead "
                "nowhere, without station.keys nothing that phones have sealed opens."
            )
        )
    if missing:
        console.print(_("It is of an older version: run wangge migrate."))
