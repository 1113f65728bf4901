"""Which columns are sealed by the vault: what rotation goes through, and the doctor tries to open."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from wangge.cases.models import Follower
from wangge.messages.models import Message, Webhook


@dataclass(frozen=True)
class Sealed:
    """One column of sealed bytes."""

    model: type[Model]
    field: str

    @property
    def name(self) -> str:
        return f"{self.model.__name__}.{self.field}"

    def rows(self) -> "QuerySet[Model]":
        """The rows in which something is sealed, oldest first."""
        filled = {f"{self.field}__isnull": False}
        return self.model._default_manager.filter(**filled).order_by("pk")  # noqa: SLF001 (Django's own door)

    def batches(self, size: int) -> "Iterator[QuerySet[Model]]":
        """The same rows in portions, so that nobody who writes has to wait for all of them."""
        last = -1
        while numbers := list(self.rows().filter(pk__gt=last).values_list("pk", flat=True)[:size]):
            yield self.rows().filter(pk__in=numbers)
            last = numbers[-1]


COLUMNS = (Sealed(Follower, "sealed"), Sealed(Message, "to_sealed"), Sealed(Webhook, "secret"))
