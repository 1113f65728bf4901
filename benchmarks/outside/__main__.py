"""``python -m benchmarks.outside TOWN PLAN``: the verdict as JSON on standard output."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from benchmarks.outside.verdict import Bounds, judge


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.outside", description=__doc__)
    parser.add_argument("town", type=Path)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--former", type=Path, help="a former plan, to see who moved")
    parser.add_argument("--measure", choices=["households", "people"], default="households")
    parser.add_argument("--target", type=int, default=250)
    parser.add_argument("--low", type=int, default=200)
    parser.add_argument("--high", type=int, default=300)
    told = parser.parse_args()
    bounds = Bounds(told.low, told.high, told.target, told.measure)
    print(json.dumps(asdict(judge(told.town, told.plan, bounds, told.former)), indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
