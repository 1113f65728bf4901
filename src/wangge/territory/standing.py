"""What stands already under the codes of an import: codes are the whole city's, rights are not."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

_A_READING = 5000


def standing(register: QuerySet[Any], codes: Sequence[str], *columns: str) -> Iterator[tuple[Any, ...]]:
    """Code and ``columns`` of each row of the register with one of the codes: a statement for 5,000 codes.

    Ask inside the transaction that writes, when the register's turn is taken: what is told then stays so.
    """
    for begins in range(0, len(codes), _A_READING):
        some = codes[begins : begins + _A_READING]
        yield from register.filter(code__in=some).values_list("code", *columns)
