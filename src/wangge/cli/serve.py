"""``wangge serve``: the platform behind granian, in one process with threads, with or without TLS."""

import json
import os
from argparse import Namespace
from dataclasses import dataclass

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from django.utils import timezone
from granian.constants import Interfaces, SSLProtocols
from granian.log import LogLevels
from granian.server import Server
from rich.console import Console

from wangge.cli.certificates import Certificate, certificate_for
from wangge.cli.hosts import is_this_machine_only, own_names, refuse_taken_port
from wangge.cli.parser import OptionError
from wangge.cli.platform import refuse_old_database, set_up
from wangge.language import _

_PATIENCE = 30  # seconds that requests have to end after Ctrl-C


@dataclass(frozen=True)
class Door:
    """Where the server listens, under which names, and how."""

    host: str
    port: int
    names: list[str]
    certificate: Certificate | None

    @property
    def addresses(self) -> list[str]:
        scheme = "https" if self.certificate else "http"
        return [f"{scheme}://{f'[{name}]' if ':' in name else name}:{self.port}/" for name in self.names]


def run(options: Namespace, _begun: float) -> None:
    """Serve until Ctrl-C or SIGTERM; OptionError, PlatformError."""
    alone = is_this_machine_only(options.host)
    _refuse_readable(options, alone=alone)
    names = own_names(options.host)
    _tell_settings(names, tls=options.tls)
    set_up()
    refuse_old_database()
    call_command("collectstatic", interactive=False, verbosity=0)  # style sheets and scripts of this version
    refuse_taken_port(options.host, options.port)
    made = _certificate(names) if options.tls else None
    door = Door(options.host, options.port, names, made)
    _announce(door, alone=alone)
    _close_connections()
    _listen(door, options.threads)


def _refuse_readable(options: Namespace, *, alone: bool) -> None:
    if options.tls and options.plain_http:
        raise OptionError(_("--tls and --plain-http are opposites: give one of them"))
    if not (alone or options.tls or options.plain_http):
        sentence = _(
            "--host {host}: other machines would send passwords readable by anybody on the way, "
            "and phones would give neither camera nor position; add --tls (or --plain-http if that is meant)"
        )
        raise OptionError(sentence.format(host=options.host))


def _tell_settings(names: list[str], *, tls: bool) -> None:
    """The server's process reads its settings from the environment: what is known here only is put there."""
    os.environ["WANGGE_SERVED_AS"] = json.dumps([f"[{name}]" if ":" in name else name for name in names])
    behind_proxy = os.environ.get("WANGGE_BEHIND_PROXY", "").lower() in {"1", "true", "yes", "on"}
    if not tls and not behind_proxy:
        os.environ["WANGGE_PLAIN_HTTP"] = "yes"  # browsers send no secure cookies over http
    if tls:
        os.environ["WANGGE_PLAIN_HTTP"] = "no"


def _certificate(names: list[str]) -> Certificate:
    known = [host for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*", "["))]
    return certificate_for(list(dict.fromkeys([*names, *known])), settings.DATA_FOLDER / "tls", timezone.now())


def _announce(door: Door, *, alone: bool) -> None:
    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print(_("Wangge serves at {addresses} until Ctrl-C.").format(addresses=" ".join(door.addresses)))
    if door.certificate:
        sentence = _(
            "Browsers and phones trust it once {file} is installed there as a certificate authority "
            "(settings, security, install a certificate); give nobody the .key files beside it."
        )
        console.print(sentence.format(file=door.certificate.authority.resolve()))
    elif not alone:
        console.print(
            _(
                "Warning: plain http. Whoever is on the network can read passwords and reports; "
                "camera, position and offline work are refused by phones."
            )
        )


def _close_connections() -> None:
    """The server's process begins as a copy of this one: two of them must not talk through one connection."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if isinstance(connection, PostgreSQL):
            connection.close_pool()


def _listen(door: Door, threads: int) -> None:
    """Without a log of requests: it would be one of who read what, when, from where."""
    Server(
        "wangge.config.wsgi:application",
        address=door.host,
        port=door.port,
        interface=Interfaces.WSGI,
        blocking_threads=threads,
        workers_kill_timeout=_PATIENCE,
        websockets=False,
        log_level=LogLevels.error,
        ssl_cert=door.certificate.chain if door.certificate else None,
        ssl_key=door.certificate.key if door.certificate else None,
        ssl_protocol_min=SSLProtocols.tls12,
    ).serve()
