"""A small catalogue as a folder of CSV, to be changed cell by cell."""

import csv
from pathlib import Path

Rows = list[dict[str, str]]

_MINOR = {
    "owner_kind": "sanitation", "photo_needed": "yes", "urgent": "no", "inside_dwelling": "no", "public_when": "always",
    "urgent_call": "", "description_zh": "", "description_en": "",
}  # fmt: skip


def small_catalogue() -> dict[str, Rows]:
    """Three classes with their conditions; every sheet that an import needs."""
    return {
        "owner_kinds": [_named("sanitation"), _named("gas")],
        "major_classes": [
            {"kind": "event", "code": "01", "name_zh": "市容", "name_en": "City appearance"},
            {"kind": "component", "code": "01", "name_zh": "公用设施", "name_en": "Utilities"},
        ],
        "minor_classes": [
            minor("event", "01", "暴露垃圾", "Exposed waste"),
            minor("event", "02", "燃气泄漏", "Gas leak", owner_kind="gas", urgent="yes", urgent_call="gas"),
            minor("component", "01", "井盖", "Covers"),
        ],
        "filing_conditions": [
            filing("event", "01", "1", "4", "work_hour"),
            filing("event", "01", "2", "1", "work_day"),
            filing("event", "02", "1", "1", "urgent_hour"),
            filing("component", "01", "1", "5", "work_day"),
        ],
        "closure_conditions": [closure("event", "01"), closure("event", "02"), closure("component", "01")],
    }


def minor(kind: str, code: str, name_zh: str, name_en: str, **changes: str) -> dict[str, str]:
    row = {"kind": kind, "major": "01", "code": code, "name_zh": name_zh, "name_en": name_en}
    return {**row, **_MINOR, **changes}


def filing(kind: str, minor: str, code: str, limit: str, unit: str) -> dict[str, str]:
    words = {"text_zh": f"条件{code}", "text_en": f"condition {code}"}
    return {"kind": kind, "major": "01", "minor": minor, "code": code, **words, "limit": limit, "unit": unit}


def closure(kind: str, minor: str) -> dict[str, str]:
    return {"kind": kind, "major": "01", "minor": minor, "code": "1", "text_zh": "已清除", "text_en": "removed"}


def rule(number: int, area: str, unit: str, **blanks: str) -> dict[str, str]:
    empty = {"kind": "", "class_code": "", "owner_kind": "", "remark": ""}
    return {"number": str(number), "area": area, **empty, "unit": unit, **blanks}


def written(folder: Path, sheets: dict[str, Rows]) -> Path:
    """The folder, with one CSV for each sheet that has rows."""
    folder.mkdir(exist_ok=True)
    for name, rows in sheets.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder


def _named(code: str) -> dict[str, str]:
    return {"code": code, "name_zh": f"{code}单位", "name_en": f"{code} unit"}
