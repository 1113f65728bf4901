"""``python -m benchmarks.pages SITE SIGN-INS``: a served demonstration, visited with the processor at a quarter.

SIGN-INS is the demonstration's ``demo-sign-ins.json``. Nothing is asserted: what else the machine does shows in it.
"""

import os
import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from benchmarks.pages.visits import SLOWED, chromium, signed_in, visit

_PAGES = (("/cases/", False), ("/map/", True), ("/register/", True))
_VISITS = 5
_WHO = "supervisor-1"


def main(site: str, people: Path) -> None:
    """Print medians of some visits of each page."""
    say = sys.stdout.write
    say(f"processor ÷ {SLOWED}, cache empty, median of {_VISITS} visits, load {os.getloadavg()[0]:.1f}\n")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        context = signed_in(browser, site, people, _WHO)
        for path, with_map in _PAGES:
            visits = [visit(context, site + path, with_map=with_map) for _ in range(_VISITS)]
            words = median(one.words_ms for one in visits)
            drawn = f"{median(one.map_ms or 0 for one in visits):6.0f} ms" if with_map else "         –"
            say(f"{path:<12} words {words:6.0f} ms   map {drawn}   {visits[-1].received / 1000:6.0f} kB\n")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2]))
