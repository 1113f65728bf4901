"""A city's catalogue comes in as a draft, whole or not at all, and goes out as it came."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from tests.catalogue.catalogue_files import closure, filing, minor, rule, small_catalogue, written
from tests.city import CITY, COMMUNITY, City, at
from wangge.accounts.models import AuditEntry
from wangge.accounts.refusals import Conflict, NotAllowed
from wangge.catalogue.actions.editions import adopt_catalogue, export_catalogue, import_catalogue
from wangge.catalogue.editions import edition, edition_in_force
from wangge.catalogue.models import Calendar, CatalogueVersion, MinorClass, RoutingRule
from wangge.catalogue.rows import draft_of, known_now
from wangge.catalogue.sheets import read_draft, shipped_catalogue
from wangge.territory.actors import Actor, system
from wangge.territory.tables import BadRows, TableError

NOON = at("2026-03-11", "12:00")


@pytest.fixture
def editor(city: City) -> Actor:
    return city.actor("editor", NOON)


def bad_rows(folder, sheets, by):
    with pytest.raises(BadRows) as refused:
        import_catalogue(path=written(folder, sheets), by=by)
    return [(bad.sheet, bad.number, bad.sentence) for bad in refused.value.rows]


def test_the_shipped_catalogue_is_imported_and_adopted(db):
    version = import_catalogue(path=shipped_catalogue(), by=system(NOON))
    assert version.state == "draft"
    adopt_catalogue(version=version, by=system(NOON))
    found = edition_in_force()
    assert found.version_id == version.pk
    waste = [one for one in found.minors.values() if one.name_zh == "暴露垃圾"]
    assert [(one.owner_kind, one.conditions[0].limit.words()) for one in waste] == [("sanitation", "4 working hours")]


def test_what_is_exported_is_imported_the_same(city: City, editor: Actor, tmp_path: Path):
    first = import_catalogue(path=shipped_catalogue(), by=editor)
    export_catalogue(tmp_path / "first.xlsx", first)
    second = import_catalogue(path=tmp_path / "first.xlsx", by=editor)
    assert draft_of(second) == draft_of(first)
    assert read_draft(tmp_path / "first.xlsx", known_now(with_rules=True)) == draft_of(first)
    assert Calendar.objects.count() == 1, "a calendar that says the same gets no new version"


def test_rules_and_calendars_survive_the_way_out_and_in(city: City, editor: Actor, tmp_path: Path):
    sheets = small_catalogue()
    sheets["routing_rules"] = [
        rule(10, COMMUNITY, "drainage", kind="event", class_code="0101", remark="=河边"),
        rule(9, CITY, "sanitation", class_code="01", owner_kind="sanitation"),
    ]
    sheets["calendars"] = [
        {
            "code": "daily",
            "name_zh": "每日",
            "name_en": "",
            "hours": "8:00-12:00",
            "weekdays": "7123456",
            "national": "否",
        }
    ]
    sheets["calendar_days"] = [{"calendar": "daily", "day": "2026-10-01", "worked": "no", "name": "国庆节"}]
    sheets["minor_classes"][0]["calendar"] = "daily"
    for row in sheets["minor_classes"][1:]:
        row["calendar"] = ""
    first = import_catalogue(path=written(tmp_path / "sheets", sheets), by=editor)
    export_catalogue(tmp_path / "first.xlsx", first)
    second = import_catalogue(path=tmp_path / "first.xlsx", by=editor)
    assert draft_of(second) == draft_of(first)
    assert [(one.number, one.unit, one.remark) for one in draft_of(second).rules or ()] == [
        (9, "sanitation", ""),
        (10, "drainage", "=河边"),
    ]
    assert [(one.version, one.hours, one.weekdays) for one in Calendar.objects.filter(code="daily")] == [
        (1, "08:00-12:00", "1234567")
    ]


def in_threads(*jobs: Callable[[], CatalogueVersion]) -> list[CatalogueVersion]:
    def run(job: Callable[[], CatalogueVersion]) -> CatalogueVersion:
        try:
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


# What is wrong in one cell, and the words that tell of it.
WRONG = [
    ("minor_classes", 0, "major", "09", "no major class 09"),
    ("minor_classes", 0, "owner_kind", "nobody", "no kind of unit “nobody”"),
    ("minor_classes", 0, "photo_needed", "maybe", "write yes or no"),
    ("minor_classes", 0, "public_when", "never", "choose one of always, repaired, community"),
    ("minor_classes", 0, "inside_dwelling", "yes", "set public_when to community"),
    ("minor_classes", 0, "urgent", "yes", "no filing condition of it is in urgent hours"),
    ("minor_classes", 1, "urgent", "no", "so the class must be urgent"),
    ("minor_classes", 1, "urgent_call", "call us", "telephone number"),
    ("minor_classes", 0, "name_zh", "", "name_zh is empty"),
    ("minor_classes", 1, "name_zh", "暴露垃圾", "class 0101 has the same name"),
    ("minor_classes", 0, "name_zh", "流浪乞讨", "relief station"),
    ("minor_classes", 0, "description_zh", "精神病人闹事", "community health service"),
    ("minor_classes", 0, "name_en", "x" * 101, "101 characters; 100 fit"),
    ("minor_classes", 0, "kind", "person", "choose one of component, event"),
    ("filing_conditions", 0, "limit", "four", "whole number from 1"),
    ("filing_conditions", 0, "limit", "0", "whole number from 1"),
    ("filing_conditions", 0, "unit", "hour", "choose one of urgent_hour"),
    ("filing_conditions", 1, "code", "1", "names the same as row 2"),
    ("filing_conditions", 0, "minor", "77", "no class 0177 of kind event"),
    ("closure_conditions", 0, "minor", "77", "no class 0177 of kind event"),
    ("major_classes", 0, "code", "1x", "code of 2 digits"),
    ("owner_kinds", 1, "code", "sanitation", "names the same as row 2"),
]


@pytest.mark.parametrize(("sheet", "row", "column", "value", "words"), WRONG)
def test_a_bad_cell_is_told_with_sheet_row_and_reason(city, editor, tmp_path, sheet, row, column, value, words):
    sheets = small_catalogue()
    sheets[sheet][row][column] = value
    before = (CatalogueVersion.objects.count(), MinorClass.objects.count(), AuditEntry.objects.count())
    found = bad_rows(tmp_path / "sheets", sheets, editor)
    assert any((name, number) == (sheet, row + 2) and words in sentence for name, number, sentence in found), found
    assert before == (CatalogueVersion.objects.count(), MinorClass.objects.count(), AuditEntry.objects.count())


def test_a_class_without_conditions_is_told(city: City, editor: Actor, tmp_path: Path):
    sheets = small_catalogue()
    sheets["minor_classes"].append(minor("event", "03", "新类", "New"))
    assert bad_rows(tmp_path / "a", sheets, editor) == [
        ("minor_classes", 5, "the class has no filing condition; give it one at least.")
    ]
    sheets["filing_conditions"].append(filing("event", "03", "1", "1", "work_day"))
    assert bad_rows(tmp_path / "b", sheets, editor) == [
        ("minor_classes", 5, "the class has no closure condition; give it one at least.")
    ]


def test_every_bad_row_is_told_and_one_does_not_make_others_bad(city: City, editor: Actor, tmp_path: Path):
    sheets = small_catalogue()
    sheets["owner_kinds"][1]["name_zh"] = ""  # class 0102 names it: that row is good
    sheets["minor_classes"][0]["urgent"] = "?"  # its conditions are good
    sheets["filing_conditions"][2]["limit"] = "x"  # so class 0102 may have its urgent hours
    sheets["closure_conditions"].append(closure("event", "01"))
    found = [(sheet, number) for sheet, number, _sentence in bad_rows(tmp_path / "sheets", sheets, editor)]
    assert found == [("owner_kinds", 3), ("minor_classes", 2), ("filing_conditions", 4), ("closure_conditions", 5)]


WRONG_RULES = [
    (rule(1, "110000000000", "sanitation"), "no area 110000000000"),
    (rule(1, CITY, "nobody"), "no open unit nobody"),
    (rule(1, CITY, "sanitation", owner_kind="x"), "no kind of unit “x”"),
    (rule(1, CITY, "sanitation", class_code="0199"), "no class 0199"),
    (rule(1, CITY, "sanitation", kind="component", class_code="0102"), "no class 0102 of kind component"),
    (rule(0, CITY, "sanitation"), "whole number from 1"),
    (rule(1, CITY, "sanitation", remark="信访人"), "petition office"),
]


@pytest.mark.parametrize(("row", "words"), WRONG_RULES)
def test_a_bad_rule_is_told(city: City, editor: Actor, tmp_path: Path, row: dict[str, str], words: str):
    found = bad_rows(tmp_path / "sheets", {**small_catalogue(), "routing_rules": [row]}, editor)
    assert [(sheet, number) for sheet, number, _sentence in found] == [("routing_rules", 2)]
    assert words in found[0][2]


def test_the_zeros_that_a_spreadsheet_takes_away_are_put_back(city: City, editor: Actor, tmp_path: Path):
    sheets = small_catalogue()
    for rows in sheets.values():
        for row in rows:
            row.update({column: row[column].lstrip("0") for column in ("major", "minor") if column in row})
    version = import_catalogue(path=written(tmp_path / "sheets", sheets), by=editor)
    assert {one.code for one in MinorClass.objects.filter(major__version=version)} == {"0101", "0102"}


def test_a_file_without_a_sheet_that_is_needed_is_refused(city: City, editor: Actor, tmp_path: Path):
    sheets = small_catalogue()
    del sheets["closure_conditions"]
    with pytest.raises(TableError, match="no sheet closure_conditions"):
        import_catalogue(path=written(tmp_path / "sheets", sheets), by=editor)


@pytest.mark.parametrize(
    ("name", "words"),
    [("routing_rule", "sheets are not known: routing_rule"), ("calendar_days", "no sheet calendars")],
)
def test_a_sheet_that_would_be_lost_is_refused(city: City, editor: Actor, tmp_path: Path, name: str, words: str):
    sheets = {**small_catalogue(), name: [{"calendar": "city", "day": "2026-10-01", "worked": "no", "name": ""}]}
    with pytest.raises(TableError, match=words):
        import_catalogue(path=written(tmp_path / "sheets", sheets), by=editor)


def test_rules_in_force_are_taken_over_by_an_import_without_rules(city: City, editor: Actor, tmp_path: Path):
    sheets = {**small_catalogue(), "routing_rules": [rule(4, CITY, "sanitation"), rule(2, COMMUNITY, "drainage")]}
    first = import_catalogue(path=written(tmp_path / "first", sheets), by=editor)
    adopt_catalogue(version=first, by=editor)
    second = import_catalogue(path=written(tmp_path / "second", small_catalogue()), by=editor)
    assert draft_of(second).rules == draft_of(first).rules
    assert RoutingRule.objects.filter(version=first).count() == 2


def test_adopting_puts_the_draft_in_force_and_retires_the_edition_before(city: City, editor: Actor, tmp_path: Path):
    before = edition_in_force()
    draft = import_catalogue(path=written(tmp_path / "sheets", small_catalogue()), by=editor)
    assert edition_in_force().version_id == before.version_id
    adopted = adopt_catalogue(version=draft, by=editor)
    assert (adopted.state, adopted.begins_at) == ("in_force", NOON)
    assert edition_in_force().version_id == draft.pk
    assert CatalogueVersion.objects.get(pk=before.version_id).state == "retired"
    assert edition(before.version_id).minor_by_code("event", "0103") is not None, "old cases keep their classes"
    assert list(AuditEntry.objects.values_list("action", flat=True)) == ["import_catalogue", "adopt_catalogue"]


def test_only_a_draft_can_be_adopted(city: City, editor: Actor):
    in_force = CatalogueVersion.objects.get()
    with pytest.raises(Conflict, match="no draft any more"):
        adopt_catalogue(version=in_force, by=editor)


def test_of_two_drafts_adopted_at_once_one_is_in_force(transactional_db, city: City, tmp_path: Path):
    path = written(tmp_path / "sheets", small_catalogue())
    drafts = in_threads(
        lambda: import_catalogue(path=path, by=system(NOON)), lambda: import_catalogue(path=path, by=system(NOON))
    )
    assert {draft.number for draft in drafts} == {2, 3}
    first, second = drafts
    in_threads(
        lambda: adopt_catalogue(version=first, by=system(NOON)),
        lambda: adopt_catalogue(version=second, by=system(NOON)),
    )
    assert sorted(CatalogueVersion.objects.values_list("state", flat=True)) == ["in_force", "retired", "retired"]


@pytest.mark.parametrize(
    ("name", "allowed"), [("editor", True), ("planner", False), ("lead", False), ("sanitation", False), ("lin", False)]
)
def test_only_the_catalogue_editor_of_the_city_may(city: City, tmp_path: Path, name: str, allowed: bool):
    actor = city.actor(name, NOON)
    path = written(tmp_path / "sheets", small_catalogue())
    draft = None
    with suppress(NotAllowed):
        draft = import_catalogue(path=path, by=actor)
    assert (draft is not None) is allowed
    if not allowed:
        draft = import_catalogue(path=path, by=city.actor("editor", NOON))
        with pytest.raises(NotAllowed):
            adopt_catalogue(version=draft, by=actor)


def test_an_import_takes_few_statements_however_many_classes_it_has(city: City, editor: Actor):
    with CaptureQueriesContext(connection) as captured:
        import_catalogue(path=shipped_catalogue(), by=editor)
    written_rows = [one for one in captured if "SAVEPOINT" not in one["sql"]]
    # SQLite takes 999 values a statement; the shipped catalogue has about eleven thousand.
    assert len(written_rows) <= (12 if connection.vendor == "postgresql" else 20)
