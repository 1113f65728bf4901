"""The options of the platform's commands and the sentences that explain them."""

from argparse import _ArgumentGroup
from pathlib import Path

from wangge.cli import values
from wangge.cli.parser import Parser
from wangge.language import _

TEAMS = ("community_worker", "grid_worker", "volunteer", "office", "resident")
IMPORTED = (
    "areas",
    "basemap",
    "organisations",
    "staff",
    "plan",
    "catalogue",
    "calendars",
    "addresses",
    "dwellings",
    "premises",
    "components",
)
EXPORTED = ("catalogue", "plan")
DATUMS = ("WGS84", "CGCS2000", "GCJ02")


def migrate_options() -> Parser:
    """``wangge migrate``."""
    return _plain("migrate", _("Set up the data folder, the database, the calendar and the static files; or update."))


def user_options() -> Parser:
    """``wangge user``."""
    parser, who = _titled("user", "NAME ...", _("Make somebody who signs in with a password."), _("who it is"))
    who.add_argument("name", metavar="NAME", help=_("the name to sign in with"))
    who.add_argument("--work-name", metavar="NAME", help=_("the name that others see; needed"))
    who.add_argument(
        "--team", type=values.one_of(TEAMS), default="office", metavar="TEAM", help=_("office unless given")
    )
    who.add_argument("--email", default="", metavar="ADDRESS", help=_("where mail for them goes"))
    who.add_argument(
        "--password-file",
        type=Path,
        metavar="FILE",
        help=_("its first line is the password; without it you are asked on the terminal"),
    )
    who.add_argument(
        "--administrator",
        metavar="AREA",
        help=_("post them as the first administrator of the area with this 12-digit code"),
    )
    parser.add_talk()
    return parser


def serve_options() -> Parser:
    """``wangge serve``."""
    parser, how = _titled("serve", "[...]", _("Serve the platform, static files included, until Ctrl-C."), _("how"))
    how.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS", help=_("127.0.0.1 unless given; 0.0.0.0 for all")
    )
    how.add_argument("--port", type=values.port, default=8000, metavar="N", help=_("8000 unless given"))
    how.add_argument("--tls", action="store_true", help=_("https, with a certificate authority made for this place"))
    how.add_argument("--plain-http", action="store_true", help=_("http to other machines too, readable on the way"))
    how.add_argument("--threads", type=values.count, default=8, metavar="N", help=_("requests at a time; 8"))
    parser.add_talk()
    return parser


def worker_options() -> Parser:
    """``wangge worker``."""
    parser, how = _titled("worker", "[...]", _("Do what is due and what waits in the queue, until Ctrl-C."), _("how"))
    how.add_argument("--once", action="store_true", help=_("do all that is due now, then stop"))
    parser.add_talk()
    return parser


def import_options() -> Parser:
    """``wangge import``."""
    parser, what = _titled("import", "KIND [FILE] [...]", _("Take in a file: all of it or nothing."), _("what"))
    what.add_argument("kind", type=values.one_of(IMPORTED), metavar="KIND", help=", ".join(IMPORTED))
    what.add_argument(
        "file",
        type=Path,
        nargs="?",
        metavar="FILE",
        help=_("CSV, XLSX or a map, as the kind asks for; the catalogue that comes with Wangge needs none"),
    )
    what.add_argument("--as", dest="actor", metavar="NAME", help=_("the user who does it; the system unless given"))
    what.add_argument("--city", metavar="CODE", help=_("12-digit code of the city; its only one unless given"))
    what.add_argument("--city-name", metavar="NAME", help=_("its name, where areas are imported for the first time"))
    what.add_argument("--title", default="", metavar="WORDS", help=_("what the plan is called"))
    what.add_argument(
        "--datum", type=values.one_of(DATUMS), default="WGS84", metavar="DATUM", help=_("of the file's positions")
    )
    what.add_argument("--adopt", action="store_true", help=_("put the plan or catalogue in force"))
    what.add_argument("--from", dest="begins", type=values.day, metavar="DATE", help=_("the plan's first day"))
    what.add_argument("--approved-by", metavar="NAME", help=_("the second person, who adopts the plan"))
    parser.add_talk()
    return parser


def export_options() -> Parser:
    """``wangge export``."""
    parser, what = _titled("export", "KIND FILE", _("Write what is in force to a file."), _("what"))
    what.add_argument("kind", type=values.one_of(EXPORTED), metavar="KIND", help=", ".join(EXPORTED))
    what.add_argument("file", type=Path, metavar="FILE", help=_("the catalogue as .xlsx, the plan as .gpkg"))
    parser.add_talk()
    return parser


def doctor_options() -> Parser:
    """``wangge doctor``."""
    return _plain("doctor", _("Tell what is missing or unsafe in this installation, and what to do about it."))


def backup_options() -> Parser:
    """``wangge backup``."""
    parser, what = _titled("backup", "FILE [...]", _("Write database and photos into one archive."), _("what"))
    what.add_argument("file", type=Path, metavar="FILE", help=_("the archive, a .tar that does not exist yet"))
    what.add_argument("--with-secrets", action="store_true", help=_("the keys too; keep the archive like a key then"))
    parser.add_talk()
    return parser


def restore_options() -> Parser:
    """``wangge restore``."""
    parser, what = _titled("restore", "FILE [...]", _("Set up everything from an archive."), _("what"))
    what.add_argument("file", type=Path, metavar="FILE", help=_("an archive of wangge backup"))
    what.add_argument("--replace", action="store_true", help=_("give up what this installation holds now"))
    parser.add_talk()
    return parser


def seal_options() -> Parser:
    """``wangge seal``."""
    return _plain("seal", _("Seal the entries of the audit that are not sealed yet."))


def verify_audit_options() -> Parser:
    """``wangge verify-audit``."""
    return _plain("verify-audit", _("Recompute the chain of seals over the audit and tell every break in it."))


def erase_options() -> Parser:
    """``wangge erase``."""
    parser, how = _titled("erase", "[...]", _("Erase what has been kept as long as the registers allow."), _("how"))
    how.add_argument("--prove", action="store_true", help=_("erase nothing; count what is older than allowed"))
    parser.add_talk()
    return parser


def rotate_keys_options() -> Parser:
    """``wangge rotate-keys``."""
    return _plain("rotate-keys", _("Seal every contact and secret again with the newest key."))


def _plain(name: str, description: str) -> Parser:
    parser = Parser(f"wangge {name}", description)
    parser.usage = f"wangge {name}"
    parser.add_talk()
    return parser


def _titled(name: str, words: str, description: str, title: str) -> tuple[Parser, _ArgumentGroup]:
    parser = Parser(f"wangge {name}", description)
    parser.usage = f"wangge {name} {words}"
    return parser, parser.add_argument_group(title)
