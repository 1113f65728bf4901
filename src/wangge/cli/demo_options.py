"""The options of the demonstration's commands and the sentences that explain them."""

from pathlib import Path

from wangge.cli import values
from wangge.cli.parser import Parser
from wangge.language import _


def demo_options() -> Parser:
    """``wangge demo``."""
    parser = Parser("wangge demo", _("Set up an invented city in an empty data folder, play some days, and serve it."))
    parser.usage = "wangge demo --town town.gpkg --plan plan.gpkg [...]"
    what = parser.add_argument_group(_("what is set up"))
    what.add_argument("--town", type=Path, metavar="FILE", help=_("a town of wangge town; needed the first time"))
    what.add_argument("--plan", type=Path, metavar="FILE", help=_("its division by wangge divide; needed with it"))
    what.add_argument(
        "--days", type=values.count, default=3, metavar="N", help=_("days that are played, today the last; 3")
    )
    what.add_argument(
        "--share", type=values.share, default=0.2, metavar="X", help=_("of ten reports a worker and day; 0.2")
    )
    what.add_argument("--seed", type=values.integer, default=1, metavar="N", help=_("another city, other days; 1"))
    how = parser.add_argument_group(_("how"))
    how.add_argument("--port", type=values.port, default=8000, metavar="N", help=_("8000 unless given"))
    how.add_argument("--no-stay", dest="stay", action="store_false", help=_("serve nothing; stop once it is set up"))
    parser.add_talk()
    return parser


def demo_code_options() -> Parser:
    """``wangge demo-code``."""
    parser = Parser(
        "wangge demo-code", _("Show the one-time code of somebody of the demonstration, as their app would.")
    )
    parser.usage = "wangge demo-code NAME"
    who = parser.add_argument_group(_("who it is"))
    who.add_argument("name", metavar="NAME", help=_("the name to sign in with"))
    parser.add_talk()
    return parser


def simulate_options() -> Parser:
    """``wangge simulate``."""
    parser = Parser("wangge simulate", _("Send a day's traffic to a running demonstration and tell what was seen."))
    parser.usage = "wangge simulate --keys FILE [...]"
    what = parser.add_argument_group(_("how much"))
    what.add_argument(
        "--days", type=values.count, default=1, metavar="N", help=_("so many days' reports, one by one; 1")
    )
    what.add_argument("--workers", type=values.count, default=10, metavar="N", help=_("so many grid workers; 10"))
    what.add_argument(
        "--reports-per-worker", type=values.count, default=10, metavar="N", help=_("reports a worker and day; 10")
    )
    what.add_argument("--threads", type=values.count, default=8, metavar="N", help=_("cases at a time; 8"))
    what.add_argument(
        "--seed", type=values.integer, metavar="N", help=_("the same reports again; else others each time")
    )
    where = parser.add_argument_group(_("where"))
    where.add_argument(
        "--url", default="http://127.0.0.1:8000", metavar="URL", help=_("http://127.0.0.1:8000 unless given")
    )
    where.add_argument("--keys", type=Path, metavar="FILE", help=_("the sign-ins that wangge demo wrote; needed"))
    where.add_argument(
        "--yes-remote", action="store_true", help=_("another machine is meant, and its people agreed to the load")
    )
    parser.add_talk()
    return parser
