"""What a check of the doctor finds. The checks themselves lie beside, by subject."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Finding:
    """Something missing or unsafe, and what to do; ``grave`` where the installation should not serve people so."""

    sentence: str
    advice: str
    grave: bool = True


Check = Callable[[datetime], Iterator[Finding]]
