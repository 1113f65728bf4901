"""The demonstration city of two communities: its files are made once, the rows for each test."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from wangge.cli.main import main
from wangge.demo.city import DemoCity, Files, build_demo_city

BEGINS = datetime(2026, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Monday


def town_files(folder: Path) -> Files:
    """A town of two communities with its division."""
    town, plan = folder / "town.gpkg", folder / "plan.gpkg"
    assert main(["town", "--communities", "2", "--seed", "3", "--out", str(town), "--quiet"]) == 0
    assert main(["divide", str(town), "--out", str(plan), "--jobs", "1", "--quiet"]) == 0
    return Files(town, plan)


def built(files: Files) -> DemoCity:
    return build_demo_city(files=files, seed=5, at=BEGINS)
