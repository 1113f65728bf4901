"""A city whose people have their keys, and a component register that knows camera no. 17."""

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.city import City, at, build_city, inside
from tests.days.people import Day
from wangge.catalogue.actions.components import import_components
from wangge.territory.datum import Datum
from wangge.territory.models import Organisation, take_turn

CAMERA = "4205020107000017"
NAMES = {
    "sanitation": "环卫站",
    "cameras": "监控维护公司",
    "enforcement": "城市管理执法大队",
    "ecology": "生态环境分局",
    "market": "市场监管所",
}


@pytest.fixture
def day(transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Day:
    """Everything is committed, as readers by cursor and other threads see nothing else."""
    return open_day(monkeypatch, settings, tmp_path)


@pytest.fixture
def hour(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Day:
    """The same in one transaction, for what neither spreads news nor happens twice at once."""
    return open_day(monkeypatch, settings, tmp_path)


def open_day(monkeypatch: pytest.MonkeyPatch, settings: Any, folder: Path) -> Day:
    """The city with its units' names and its camera, and the people of the day; needs a database."""
    settings.PHOTO_FOLDER = folder / "photos"
    city = build_city()
    for name, words in NAMES.items():
        Organisation.objects.filter(code=name).update(name_zh=words)
    take_turn("units")
    _register_camera(city, folder)
    return Day(city, monkeypatch)


def _register_camera(city: City, folder: Path) -> None:
    longitude, latitude = inside(0)
    row = {"code": CAMERA, "label": "17", "owner": "cameras", "longitude": longitude, "latitude": latitude}
    path = folder / "components.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    import_components(path=path, datum=Datum.WGS84, by=city.actor("editor", at("2026-01-05")))
