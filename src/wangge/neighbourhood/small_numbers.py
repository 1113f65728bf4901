"""Numbers that are public only if they are of ten or more: a smaller one could be read as somebody's (R-54). Pure."""

from collections.abc import Sequence

from wangge.language import _

LEAST = 10


def count_words(count: int, *, any_data: bool = True) -> str:
    """The number, or why there is none; zero is not told apart from nine."""
    if not any_data:
        return _("no data")
    return str(count) if count >= LEAST else _("fewer than ten")


def share_words(part: int, whole: int) -> str:
    """How much of ``whole`` is ``part``; both must be numbers that may be shown, for each follows from the other."""
    if not whole:
        return _("no data")
    return f"{100 * part / whole:.1f} %" if min(part, whole) >= LEAST else _("fewer than ten")


def published(counts: Sequence[int]) -> tuple[int | None, ...]:
    """Counts that stand beside their sum: without the small ones, nor as many others as would give them away."""
    order = sorted(range(len(counts)), key=lambda place: counts[place])
    hidden = [place for place in order if counts[place] < LEAST]
    if hidden:
        for place in order[len(hidden) :]:
            if sum(counts[one] for one in hidden) >= LEAST:
                break
            hidden.append(place)
    return tuple(None if place in hidden else count for place, count in enumerate(counts))
