"""Parts of a file as browsers ask for them (RFC 9110, Range): which bytes a header means. Pure."""

import re
from dataclasses import dataclass

_ONE = re.compile(r"bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.ASCII | re.IGNORECASE)
_MOST_DIGITS = 18


@dataclass(frozen=True)
class Part:
    """Bytes ``first`` to ``last``, both included; none at all where the file does not reach so far."""

    first: int
    last: int

    def __len__(self) -> int:
        return max(0, self.last - self.first + 1)


def part_of(header: str, size: int) -> Part | None:
    """What one range asks of a file of ``size`` bytes; None for anything else, which is answered with the whole.

    Several ranges at once and malformed headers may be ignored, and are.
    """
    found = _ONE.fullmatch(header.strip())
    if found is None:
        return None
    first, last = found[1], found[2]
    if not (first or last) or max(len(first), len(last)) > _MOST_DIGITS:
        return None
    if not first:
        return Part(max(0, size - int(last)), size - 1) if int(last) else Part(size, size - 1)
    if last and int(last) < int(first):
        return None
    return Part(int(first), min(int(last) if last else size - 1, size - 1))
