"""R-47, R-55, R-56: every field about people is registered, and what is never built stays out of the schema."""

import csv
import re
from collections.abc import Iterable, Iterator

import pytest
from django.apps import apps
from django.db import models

from tests.contracts.repository import kept_files
from wangge.accounts.models import User
from wangge.accounts.permissions import Permission, Role
from wangge.accounts.retention import registers_of_all_apps
from wangge.accounts.scopes import Scope
from wangge.trust.register import Personal, Register
from wangge.trust.words import find_prohibited

TELLING = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)
DATES = (models.DateField, models.TimeField)  # a DateTimeField is a DateField
LABELS = sorted(config.label for config in apps.get_app_configs() if config.name.startswith("wangge."))

# Words that grade people. An area's level is no person's: a case climbs from the grid to the city.
GRADES = {"score", "level", "tag", "tags", "flag", "flags", "grade", "rating", "stars"}
ABOUT_PLACES = {"Case.level"}


def own_models(label: str) -> list[type[models.Model]]:
    return list(apps.get_app_config(label).get_models())


def columns(model: type[models.Model]) -> Iterator[models.Field]:
    yield from (field for field in model._meta.concrete_fields if not field.auto_created)
    yield from model._meta.many_to_many


def points_to_user(field: models.Field) -> bool:
    return field.is_relation and field.related_model is User


def is_of_a_person(model: type[models.Model]) -> bool:
    """Whether each row of it is one person's own."""
    return model is User or any(points_to_user(field) and field.one_to_one for field in columns(model))


def needs_entry(model: type[models.Model], field: models.Field) -> bool:
    if isinstance(field, TELLING) or points_to_user(field):
        return True
    return isinstance(field, DATES) and is_of_a_person(model)


def names_of_fields(found: Iterable[type[models.Model]]) -> set[str]:
    return {f"{model.__name__}.{field.name}" for model in found for field in columns(model)}


def unregistered(found: Iterable[type[models.Model]], register: Register) -> list[str]:
    needed = {
        f"{model.__name__}.{field.name}" for model in found for field in columns(model) if needs_entry(model, field)
    }
    return sorted(needed - set(register))


def graded_people(found: Iterable[type[models.Model]]) -> list[str]:
    """Fields that grade somebody, on models that point to a person."""
    linked = [model for model in found if model is User or any(map(points_to_user, columns(model)))]
    return sorted(name for name in names_of_fields(linked) - ABOUT_PLACES if GRADES.intersection(words_of(name)))


def words_of(name: str) -> list[str]:
    return re.split(r"[._]", name.lower())


@pytest.mark.parametrize("label", LABELS)
def test_every_field_that_may_tell_of_people_has_an_entry(label):
    missing = unregistered(own_models(label), registers_of_all_apps()[label])
    assert missing == [], f"wangge.{label}: no entry in registers.py for {', '.join(missing)}"


@pytest.mark.parametrize("label", LABELS)
def test_every_entry_has_its_field(label):
    stray = sorted(set(registers_of_all_apps()[label]) - names_of_fields(own_models(label)))
    assert stray == [], f"wangge.{label}: entries in registers.py without a field: {', '.join(stray)}"


def test_a_field_without_an_entry_would_be_found():
    register = dict(registers_of_all_apps()["accounts"])
    for name in ("User.work_name", "User.left_at", "Key.owner"):
        del register[name]
    assert unregistered(own_models("accounts"), register) == ["Key.owner", "User.left_at", "User.work_name"]


@pytest.mark.parametrize("label", LABELS)
def test_every_personal_entry_says_who_may_read_it_and_why(label):
    personal = {name: entry for name, entry in registers_of_all_apps()[label].items() if isinstance(entry, Personal)}
    assert [name for name, entry in personal.items() if len(entry.purpose) < 8 or not all(entry.readers)] == []


@pytest.mark.parametrize("label", LABELS)
def test_no_person_is_graded_or_tagged(label):
    assert graded_people(own_models(label)) == []


def test_a_grade_on_a_person_would_be_found():
    class Praise(models.Model):
        worker = models.ForeignKey(User, on_delete=models.CASCADE)
        trust_score = models.IntegerField()
        underscored = models.TextField()

        class Meta:
            app_label = "accounts"
            abstract = False
            apps = type(apps)()

    assert graded_people([Praise]) == ["Praise.trust_score"]


@pytest.mark.parametrize("label", LABELS)
def test_no_person_has_free_json(label):
    people = [model for model in own_models(label) if is_of_a_person(model)]
    found = [model.__name__ for model in people if any(isinstance(one, models.JSONField) for one in columns(model))]
    assert found == []


def names_in_the_schema(label: str) -> Iterator[str]:
    for model in own_models(label):
        yield model.__name__
        yield model._meta.db_table
        for field in columns(model):
            yield field.name
            yield from (f"{value} {words}" for value, words in field.flatchoices)


@pytest.mark.parametrize("label", LABELS)
def test_no_prohibited_word_is_in_the_schema(label):
    assert {name: find_prohibited(name) for name in names_in_the_schema(label) if find_prohibited(name)} == {}


def test_no_prohibited_word_is_a_permission_a_role_or_a_scope():
    names = [*Permission, *Role, *Scope]
    assert {name: find_prohibited(name) for name in names if find_prohibited(name)} == {}


def test_no_prohibited_word_is_on_a_screen():
    screens = [path for path in kept_files("src") if path.suffix in {".html", ".po"} or "templates" in path.parts]
    found = {str(path): find_prohibited(path.read_text(encoding="utf-8")) for path in screens}
    assert {path: words for path, words in found.items() if words} == {}


def test_no_prohibited_word_is_in_shipped_data():
    sheets = [path for path in kept_files("src") if path.suffix == ".csv"]
    assert sheets
    for sheet in sheets:
        with sheet.open(encoding="utf-8", newline="") as file:
            cells = {cell for row in csv.reader(file) for cell in row}
        assert {cell: find_prohibited(cell) for cell in cells if find_prohibited(cell)} == {}, sheet.name
