"""What the registers of all apps say must be gone by a moment. Reads only; erasing is in ``actions/erasure``."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db.models import Field, Model, Q, QuerySet, UniqueConstraint

from wangge.accounts.actions.users import ERASED
from wangge.trust.register import Personal, Register, Retention


@dataclass(frozen=True)
class Due:
    """Rows of a model whose ``field`` is to be emptied, or which are to be deleted where it is ""."""

    model: type[Model]
    retention: Retention
    field: str = ""

    @property
    def name(self) -> str:
        """As the audit and ``overdue`` call it: ``Message`` or ``User.email``."""
        return f"{self.model.__name__}.{self.field}".rstrip(".")

    def rows(self, at: datetime) -> "QuerySet[Model]":
        """Those whose period has ended and that still hold something."""
        ended = at - timedelta(days=self.retention.days)
        late = self.model._default_manager.filter(self._is_late(ended))  # noqa: SLF001 (documented)
        return late.exclude(_is_empty(field_of(self.model, self.field))) if self.field else late

    def _is_late(self, ended: datetime) -> Q:
        """Whether every moment that counts lies before ``ended``."""
        late, also = Q(**{f"{self.retention.since}__lt": ended}), self.retention.also
        if not also:
            return late
        relation = also.rpartition("__")[0]
        return late & (Q(**{f"{relation}__isnull": True}) | Q(**{f"{also}__lt": ended}))


def registers_of_all_apps() -> dict[str, Register]:
    """The register of each app of ours, by the app's label; an app without one has an empty one."""
    ours = [config for config in apps.get_app_configs() if config.name.startswith("wangge.")]
    return {config.label: _register_of(config.name) for config in ours}


def all_due() -> list[Due]:
    """What retention erases in every app: whole rows once, fields one by one."""
    found = (
        _due(apps.get_model(label, name.split(".")[0]), name.split(".")[1], entry.retention)
        for label, register in registers_of_all_apps().items()
        for name, entry in register.items()
        if isinstance(entry, Personal)
    )
    return list(dict.fromkeys(found))


def overdue(at: datetime) -> dict[str, int]:
    """How many rows are older than their retention allows; empty is the proof that nothing is."""
    counts = {due.name: due.rows(at).count() for due in all_due()}
    return {name: count for name, count in counts.items() if count}


def field_of(model: type[Model], name: str) -> "Field[object, object]":
    """The column of that name."""
    field = model._meta.get_field(name)  # noqa: SLF001 (documented)
    if not isinstance(field, Field):
        raise TypeError(f"{model.__name__}.{name} is no column")
    return field


def empty_value(field: "Field[object, object]") -> object:
    """What an erased field holds; ValueError where the database lets nothing be erased but the row."""
    if field.null:
        return None
    if field.unique or not field.empty_strings_allowed:
        raise ValueError(f"{field} cannot be emptied: let retention delete the row")
    return ""


def is_named_after_row(field: "Field[object, object]") -> bool:
    """Whether it must differ from other rows', so that an erased one is named after the row's number."""
    return _must_differ(field) and not field.null and field.empty_strings_allowed


def _must_differ(field: "Field[object, object]") -> bool:
    """By itself, or together with others."""
    return field.unique or any(
        field.name in constraint.fields
        for constraint in field.model._meta.constraints  # noqa: SLF001 (documented)
        if isinstance(constraint, UniqueConstraint)
    )


def _register_of(app: str) -> Register:
    name = f"{app}.registers"
    if find_spec(name) is None:
        return {}
    register: Register = import_module(name).FIELDS
    return register


def _due(model: type[Model], field: str, retention: Retention) -> Due:
    return Due(model, retention, field if retention.erases == "field" else "")


def _is_empty(field: "Field[object, object]") -> Q:
    if is_named_after_row(field):  # what nobody ever filled in needs no name
        return Q(**{f"{field.name}__startswith": ERASED}) | Q(**{field.name: ""})
    empty = empty_value(field)
    return Q(**{f"{field.name}__isnull": True}) if empty is None else Q(**{field.name: empty})
