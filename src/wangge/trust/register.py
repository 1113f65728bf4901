"""How a field is classified: personal, with purpose, basis, retention and readers, or not personal, with a reason.

Each app lists its own fields in ``registers.py``; a test above all of them finds fields without an entry (R-55).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """Why the law allows to keep it (PIPL article 13, GDPR article 6 alike)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_DUTY = "legal duty"
    PUBLIC_TASK = "public task"


@dataclass(frozen=True)
class Retention:
    """How long it is kept: ``days`` after ``since``, a lookup path from the row to the moment that starts the period.

    ``erases`` says what the job does then: ``"field"`` empties the field, ``"row"`` deletes the whole row. ``also`` is
    the path to another moment that must lie as far back, where the relation before it leads anywhere.
    """

    days: int
    since: str
    erases: str = "field"
    also: str = ""

    def __post_init__(self) -> None:
        """Refuse what no job could carry out."""
        if self.days < 0 or not self.since or self.erases not in {"field", "row"}:
            raise ValueError(f"{self!r} is no retention: days >= 0, a path, and field or row")
        if self.also and "__" not in self.also:
            raise ValueError(f"{self!r} is no retention: the other moment is that of a related row")


@dataclass(frozen=True)
class Personal:
    """A field about a person: why it is kept, on what basis, for how long, and who may read it."""

    purpose: str
    basis: Basis
    retention: Retention
    readers: tuple[str, ...]


@dataclass(frozen=True)
class NotPersonal:
    """A field that tells nothing of a person, and why."""

    reason: str


Register = Mapping[str, Personal | NotPersonal]  # by "Model.field"


def personal(*, purpose: str, basis: Basis, retention: Retention, readers: tuple[str, ...]) -> Personal:
    """Classify a field about a person; every word is asked for."""
    if not (purpose.strip() and readers):
        raise ValueError("a personal field has a purpose and readers")
    return Personal(purpose, basis, retention, readers)


def not_personal(reason: str) -> NotPersonal:
    """Classify a field that tells nothing of a person, and say why."""
    if not reason.strip():
        raise ValueError("say why it is not personal")
    return NotPersonal(reason)
