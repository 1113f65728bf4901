"""Rows point downwards only: a relation given as a string would escape the import contracts."""

import pytest
from django.apps import apps
from django.db.models import Field, ForeignKey, Model

_LAYERS = (
    "screens",
    "accounts",
    "outbox",
    "territory",
    "catalogue",
    "cases",
    "fieldwork",
    "neighbourhood",
)  # by label, from the bottom up


def our_models() -> list[type[Model]]:
    return [model for label in _LAYERS for model in apps.get_app_config(label).get_models()]


def points_upwards(model: type[Model], field: "Field[object, object]") -> bool:
    target = field.related_model
    if not isinstance(target, type) or target._meta.app_label not in _LAYERS:
        return False
    return _LAYERS.index(target._meta.app_label) > _LAYERS.index(model._meta.app_label)


def test_every_app_of_ours_is_in_the_list():
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("wangge.")}
    assert ours == set(_LAYERS)


def test_relations_point_downwards():
    found = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and points_upwards(model, field)
    ]
    assert found == []


def test_a_relation_upwards_would_be_found():
    case = apps.get_model("cases", "Case")
    organisation = apps.get_model("territory", "Organisation")
    assert points_upwards(organisation, case._meta.get_field("merged_into"))
    assert not points_upwards(case, case._meta.get_field("unit"))


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_no_row_holds_free_json(model):
    kinds = {field.get_internal_type() for field in model._meta.get_fields() if isinstance(field, Field)}
    assert "JSONField" not in kinds
