"""Which commands there are: how each reads its options, which module does it, and whether it needs the platform."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wangge import __version__
from wangge.cli import demo_options
from wangge.cli import platform_options as asked
from wangge.cli.options import divide_options, town_options
from wangge.cli.parser import Parser
from wangge.language import _


@dataclass(frozen=True)
class Command:
    """``module`` has ``run(options, begun)`` and is loaded when it is asked for; ``platform``: after Django is."""

    options: Callable[[], Parser]
    module: str
    platform: bool = True


COMMANDS = {
    "divide": Command(divide_options, "wangge.cli.divide", platform=False),
    "town": Command(town_options, "wangge.cli.town", platform=False),
    "migrate": Command(asked.migrate_options, "wangge.cli.migrate"),
    "user": Command(asked.user_options, "wangge.cli.user"),
    "serve": Command(asked.serve_options, "wangge.cli.serve", platform=False),  # sets variables first, then Django up
    "worker": Command(asked.worker_options, "wangge.cli.worker"),
    "import": Command(asked.import_options, "wangge.cli.imports"),
    "export": Command(asked.export_options, "wangge.cli.exports"),
    "doctor": Command(asked.doctor_options, "wangge.cli.doctor.command"),
    "backup": Command(asked.backup_options, "wangge.cli.backup"),
    "restore": Command(asked.restore_options, "wangge.cli.restore"),
    "seal": Command(asked.seal_options, "wangge.cli.audit"),
    "verify-audit": Command(asked.verify_audit_options, "wangge.cli.audit"),
    "erase": Command(asked.erase_options, "wangge.cli.erase"),
    "rotate-keys": Command(asked.rotate_keys_options, "wangge.cli.rotate_keys"),
    "demo": Command(demo_options.demo_options, "wangge.cli.demo"),
    "demo-code": Command(demo_options.demo_code_options, "wangge.cli.demo_code"),
    "simulate": Command(demo_options.simulate_options, "wangge.cli.simulate", platform=False),
}


def overview() -> Parser:
    """``wangge`` without a command: what there is."""
    listing = "\n".join(f"  wangge {name:<14}{meaning}" for name, meaning in _meanings())
    title = _("commands, each with a --help of its own")
    description = _(
        "Neighbourhood grid service: divides a town's communities into street-bounded grids, and serves them."
    )
    parser = Parser("wangge", description, f"{title}:\n{listing}")
    parser.usage = "wangge COMMAND ..."
    parser.add_talk().add_argument(
        "--version", action="version", version=f"wangge {__version__}", help=_("show the version and stop")
    )
    return parser


def _meanings() -> Iterator[tuple[str, str]]:
    yield "divide", _("divide the communities of towns into grids, or divide them again")
    yield "town", _("make a synthetic city to try things on")
    yield "migrate", _("set up an installation, or bring it to this version")
    yield "user", _("make somebody who signs in; the first administrator too")
    yield "serve", _("serve the platform to browsers and phones")
    yield "worker", _("do what is due: deadlines, messages, photos, retention")
    yield "import", _("take in areas, organisations, plans, classes, addresses and more from files")
    yield "export", _("write the catalogue or a plan to a file")
    yield "doctor", _("tell what is missing or unsafe in this installation")
    yield "backup", _("write everything into one archive")
    yield "restore", _("set up everything from an archive")
    yield "seal", _("seal the audit up to now")
    yield "verify-audit", _("look for changes in the sealed audit")
    yield "erase", _("erase what has been kept long enough, or prove that nothing older is left")
    yield "rotate-keys", _("seal contacts again with the newest key")
    yield "demo", _("set up an invented city with some days behind it, and serve it")
    yield "demo-code", _("show the one-time code of somebody of the demonstration")
    yield "simulate", _("send a day's traffic to a running demonstration, over HTTP")
