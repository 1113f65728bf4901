"""Addresses in the environment, as Django wants them told: of the database and of the mail server."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import ZoneInfo

from wangge.config.environment import Environment, Unsettled
from wangge.language import _
from wangge.messages.no_mail import NO_MAIL

_MAIL_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


def database(environment: Environment) -> dict[str, Any]:
    """The database; Unsettled for an address of another kind."""
    if not environment.database:
        return _sqlite(environment.data / "wangge.sqlite3")
    parts = _parts("WANGGE_DATABASE", environment.database)
    path = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in {"sqlite", "postgresql", "postgres"}:
        sentence = _("WANGGE_DATABASE begins with {scheme}://, and Wangge knows sqlite:/// and postgresql:// only")
        raise Unsettled(sentence.format(scheme=parts.scheme))
    if not path:
        raise Unsettled(_("WANGGE_DATABASE names no database: write its name or path after the last /"))
    return _sqlite(Path(path)) if parts.scheme == "sqlite" else _postgresql(parts, path)


def mail(environment: Environment) -> dict[str, Any]:
    """Django's EMAIL settings, and whether letters go at all; Unsettled for an address of another kind."""
    told = {"DEFAULT_FROM_EMAIL": environment.email_from, "SERVER_EMAIL": environment.email_from, "EMAIL_TIMEOUT": 30}
    if not environment.email:
        return told | {"EMAIL_BACKEND": NO_MAIL, "LETTERS_GO": False}
    parts = _parts("WANGGE_EMAIL", environment.email)
    if parts.scheme not in _MAIL_PORTS or not parts.hostname:
        raise Unsettled(_("WANGGE_EMAIL is not smtp://, smtps:// or smtp+plain:// with a host after it"))
    return told | {
        "LETTERS_GO": True,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _MAIL_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def origin(url: str) -> list[str]:
    """Scheme, host and port of ``url``, as a content security policy names a place; nothing for none."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def timezone(environment: Environment) -> str:
    """The name of the city's time zone; Unsettled for one that nobody knows."""
    try:
        return ZoneInfo(environment.timezone).key
    except (KeyError, ValueError, OSError) as error:
        sentence = _("WANGGE_TIMEZONE: {zone} is no time zone; write one like Asia/Shanghai")
        raise Unsettled(sentence.format(zone=environment.timezone)) from error


def hosts(environment: Environment) -> list[str]:
    """The names that requests may ask for; Unsettled for an address where a name is meant."""
    for host in environment.hosts:
        if not host or "/" in host or " " in host:
            sentence = _('WANGGE_HOSTS: "{host}" is no host name; write names without https:// and without a path')
            raise Unsettled(sentence.format(host=host))
    return [*environment.hosts, *environment.served_as]


def _parts(variable: str, address: str) -> SplitResult:
    """The address is never repeated in the sentence: a password may stand in it."""
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError as error:
        sentence = _("{variable} is no address that can be read; is a / or @ in the password written as %2F or %40?")
        raise Unsettled(sentence.format(variable=variable)) from error
    return parts


def _postgresql(parts: SplitResult, name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {
            "connect_timeout": 10,
            "pool": {"min_size": 1, "max_size": 20, "timeout": 30},
            # To plan a short statement costs more than to run it: what comes again is prepared (decision 0015).
            "server_side_binding": True,
            "prepare_threshold": 5,
            # Compiling a plan took 0.3 s where the plan took 0.02 s: statements here are many and short.
            "options": "-c jit=off",
        },
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # A writer takes its turn at BEGIN, so a transaction never fails half way; 30 s outlast 64 writers.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            # FULL: what was acknowledged survives a power cut. 64 MB of pages a connection, taken as they are needed:
            # with SQLite's 2 MB, lists of a million cases cost up to twice what they cost of ten thousand.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-65536;",
        },
    }
