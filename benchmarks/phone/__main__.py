"""``python -m benchmarks.phone [--only PART ...] [--take PART=FILE]``: measures the phone, writes its section.

What is not measured anew stands in the results as it was found before, or comes from a file that
``benchmarks.phone.torture`` wrote.
"""

import argparse
import json
import os
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.caseload.installation import SQLITE
from benchmarks.machine import machine
from benchmarks.phone import bars
from benchmarks.phone.browser import Chromium
from benchmarks.phone.installed import for_phones
from benchmarks.phone.section import with_section
from benchmarks.phone.server import Server
from benchmarks.phone.torture import Load, torture

_HERE = Path(__file__).parent
_PAGE = _HERE.parent.parent / "docs" / "reference" / "benchmarks.md"
_RESULTS = _HERE / "results.json"
_CARRIED = {"dwellings": 300, "components": 2000, "cases": 2000}
_REPORTS = 1000


def main() -> None:
    asked = _asked()
    found = json.loads(_RESULTS.read_text(encoding="utf-8")) if _RESULTS.exists() else {}
    for part, path in (taken.split("=", 1) for taken in asked.take):
        found[part] = {"made": _today(), "load": round(os.getloadavg()[2], 1), **json.loads(Path(path).read_text())}
        write(found)
    for part in asked.only:
        print(part, flush=True)
        found[part] = {"made": _today(), "load": round(os.getloadavg()[1], 1), **_PARTS[part]()}
        write(found)


def write(found: dict[str, Any]) -> None:
    """Keep every figure, and put the section into the page."""
    found["machine"] = machine()
    _RESULTS.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    _PAGE.write_text(with_section(_PAGE.read_text(encoding="utf-8"), found), encoding="utf-8")


def _bars() -> dict[str, Any]:
    """On a phone that carries a full grid."""
    with for_phones(SQLITE) as here, sync_playwright() as playwright:
        here.run("phone.carried", **_CARRIED)
        server = Server(here)
        server.start()
        try:
            phone = here.run("phone.prepared")["phones"][0]
            browser = Chromium(playwright.chromium, here.folder / "profile", f"http://localhost:{server.port}", phone)
            sync = bars.first_sync(browser, server, phone, _CARRIED)
            starts = bars.starts(browser)
            made = bars.report(browser)
            return {
                "sizes": here.run("phone.sizes"),
                "first_sync": asdict(sync),
                "starts": [asdict(one) for one in starts],
                "report": asdict(made),
            }
        finally:
            server.stop()


def _plain() -> dict[str, Any]:
    return asdict(torture(Load(_REPORTS, poisoned=0)))


def _tortured() -> dict[str, Any]:
    return asdict(torture(Load(_REPORTS, every=2.0, kills=20)))


_PARTS: dict[str, Callable[[], dict[str, Any]]] = {"bars": _bars, "plain": _plain, "tortured": _tortured}


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.phone", description=__doc__)
    parser.add_argument("--only", nargs="*", choices=list(_PARTS), default=list(_PARTS))
    parser.add_argument("--take", nargs="+", default=[], metavar="PART=FILE")
    return parser.parse_args()


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


if __name__ == "__main__":
    main()
