"""The keys of an installation: the environment's, else those in the data folder, made at first need."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.fernet import Fernet

from wangge.config.environment import Environment, Unsettled
from wangge.language import _
from wangge.trust.station import Station, StationError, new_station_key


def secret(environment: Environment) -> str:
    """The key that signs sessions and makes private links."""
    given = environment.secret_key.get_secret_value()
    return given or _kept(environment.data / "secret.key", lambda: secrets.token_urlsafe(50))


def contact_keys(environment: Environment) -> list[str]:
    """The keys of the vault, newest first; Unsettled for one that is none."""
    given = [key.get_secret_value() for key in environment.contact_keys]
    keys = given or _kept(environment.data / "contact.keys", lambda: Fernet.generate_key().decode()).split()
    for number, key in enumerate(keys, start=1):
        _refuse_false_key(key, number)
    return keys


def station_keys(environment: Environment) -> list[str]:
    """The private keys of the station, newest first; Unsettled for one that is none."""
    given = [key.get_secret_value() for key in environment.station_keys]
    keys = given or _kept(environment.data / "station.keys", new_station_key).split()
    try:
        Station(keys)
    except StationError as error:
        sentence = _("WANGGE_STATION_KEYS (or station.keys in the data folder): {reason}")
        raise Unsettled(sentence.format(reason=error)) from error
    return keys


def _refuse_false_key(key: str, number: int) -> None:
    try:
        Fernet(key)
    except ValueError as error:
        sentence = _(
            "WANGGE_CONTACT_KEYS (or contact.keys in the data folder): key {number} is no Fernet key of 44 characters"
        )
        raise Unsettled(sentence.format(number=number)) from error


def _kept(path: Path, make: Callable[[], str]) -> str:
    if not path.exists():
        _make(path, make())
    return path.read_text().strip()


def _make(path: Path, content: str) -> None:
    """Two programs that start at once must end with one key, or one of them seals with a key that nobody keeps."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}-") as fresh:  # readable by its owner only
        fresh.write(content + "\n")
        fresh.flush()
        os.fsync(fresh.fileno())
        try:
            path.hardlink_to(fresh.name)
        except FileExistsError:
            return
