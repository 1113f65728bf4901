"""``python -m benchmarks.pages.server_time [--cases 1000000]``: what the server takes for each screen, on one core.

Fills a database, signs somebody in for each screen and asks for it again and again inside the process: from the request
to the last byte of the answer, templates, session and database within it. It is the CPU of both processes that counts,
as on a core of its own: what else runs on the machine is not ours. What asks is ``measuring``.
"""

import argparse
import json
import statistics
import sys
import time
from dataclasses import dataclass

from benchmarks.caseload.installation import DATABASES, installed

ROUNDS = 40
BAR_MS = 150
# screen: (who opens it, nobody for the public site; address); the newest case is filled in for {number}
SCREENS = {
    "intake": ("intake_operator", "/desk/intake/"),
    "telephone": ("intake_operator", "/desk/telephone/"),
    "supervision of the day": ("duty_supervisor", "/desk/supervisor/"),
    "dispatch": ("dispatcher", "/desk/dispatch/"),
    "returned": ("dispatcher", "/desk/dispatch/returned/"),
    "coordination list": ("dispatcher", "/desk/dispatch/coordination/"),
    "piles": ("dispatcher", "/desk/dispatch/piles/"),
    "suspended": ("centre_lead", "/desk/suspended/"),
    "unit": ("unit_clerk", "/desk/unit/"),
    "work orders": ("unit_clerk", "/desk/unit/print/"),
    "handler": ("handler", "/desk/handler/"),
    "checks": ("grid_worker", "/desk/checks/"),
    "checks, station": ("community_worker", "/desk/checks/"),
    "centre, city": ("centre_lead", "/centre/"),
    "centre, city, 84 days": ("centre_lead", "/centre/?days=84"),
    "centre, district": ("centre_lead", "/centre/?area=420502000000"),
    "centre, community": ("centre_lead", "/centre/?area=420502001021"),
    "centre, what is open": ("centre_lead", "/centre/now/"),
    "centre, figures of the map": ("centre_lead", "/centre/areas.json"),
    "centre, hops by area": ("centre_lead", "/centre/hops/"),
    "centre, hops as a table": ("centre_lead", "/centre/hops.csv"),
    "map": ("intake_operator", "/map/"),
    "communities of the map": ("intake_operator", "/map/communities.geojson"),
    "grids of the map": ("intake_operator", "/map/grids.geojson"),
    "component register": ("intake_operator", "/register/"),
    "list of cases": ("intake_operator", "/cases/"),
    "list of cases, words": ("intake_operator", "/cases/?words=垃圾"),
    "list of cases, unit": ("unit_clerk", "/cases/"),
    "one case": ("intake_operator", "/cases/{number}/"),
    "filing": ("intake_operator", "/cases/{number}/file/"),
    "inbox": ("intake_operator", "/inbox/"),
    "organisation": ("administrator", "/office/organisation/"),
    "people": ("administrator", "/office/people/"),
    "postings": ("administrator", "/office/postings/"),
    "leave": ("administrator", "/office/leave/"),
    "duty roster": ("administrator", "/office/roster/"),
    "keys": ("administrator", "/office/keys/"),
    "audit": ("auditor", "/office/audit/"),
    "catalogue": ("catalogue_editor", "/office/catalogue/"),
    "public: front": ("", "/public/"),
    "public: report": ("", "/report/"),
    "public: near": ("", "/near/"),
    "public: near, community": ("", "/near/?community=420502001021"),
    "public: worker": ("", "/worker/"),
    "public: waiting": ("", "/waiting/"),
    "public: figures of the city": ("", "/figures/"),
    "public: figures of a community": ("", "/figures/?area=420502001021"),
}


@dataclass(frozen=True)
class Measured:
    """Milliseconds of an answer in the middle and in 19 of 20, its statements and its length in kB."""

    median_ms: float
    p95_ms: float
    statements: int
    kilobytes: float


def summary(times: list[float], statements: int, length: int) -> Measured:
    """Of some times in seconds."""
    cuts = statistics.quantiles(times, n=20, method="inclusive")
    return Measured(
        round(1000 * statistics.median(times), 1), round(1000 * cuts[-1], 1), statements, round(length / 1000, 1)
    )


def main() -> None:
    """Fill and measure; ends with 1 where a screen is beyond the bar."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages.server_time", description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=list(DATABASES))
    parser.add_argument("--only", default="", help="screens with these words in their name")
    asked = parser.parse_args()
    beyond = []
    for database in asked.databases:
        begun = time.perf_counter()
        with installed(database, [str(asked.cases)]) as (here,):
            here.run("fill", cases=asked.cases)
            print(f"{database}, {asked.cases:,} cases, filled in {time.perf_counter() - begun:.0f} s")
            found = here.run("pages.measuring", only=asked.only)
        print(json.dumps(found, indent=1))
        beyond += [f"{database}: {name}" for name, one in found.items() if one["p95_ms"] > BAR_MS]
    print("beyond the bar:", beyond or "none")
    sys.exit(bool(beyond))


if __name__ == "__main__":
    main()
