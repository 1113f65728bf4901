"""How one cell of a city's sheet is read: texts screened and measured, codes, words to choose from. RowError if not."""

from collections.abc import Iterable, Mapping
from datetime import date

from wangge.language import _
from wangge.territory.tables import Row, RowError
from wangge.trust.words import screen_import

YES, NO = "yes", "no"
_TRUTHS = {YES: True, "是": True, "1": True, "true": True, NO: False, "否": False, "0": False, "false": False}


def text(row: Row, column: str, most: int, *, needed: bool = True) -> str:
    """A text for people: not empty if ``needed``, not longer than ``most``, about no person (R-56)."""
    found = row[column]
    if needed and not found:
        raise RowError(_("{column} is empty; fill it in.").format(column=column))
    if len(found) > most:
        raise RowError(
            _("{column} has {count} characters; {most} fit.").format(column=column, count=len(found), most=most)
        )
    refused = screen_import(found)
    if refused:
        raise RowError(_("{column}: {reason}").format(column=column, reason=refused))
    return found


def digits(row: Row, column: str, *counts: int) -> str:
    """A code of one of the ``counts`` of digits; zeros that a spreadsheet took away in front are put back."""
    found = row[column]
    if found.isascii() and found.isdigit():
        padded = next((found.zfill(count) for count in counts if len(found) <= count), "")
        if padded:
            return padded
    sentence = _("{column} is “{value}”; give a code of {counts} digits.")
    raise RowError(sentence.format(column=column, value=found[:30], counts=" / ".join(map(str, counts))))


def short_code(row: Row, column: str, most: int) -> str:
    """A code of small letters, digits, dashes and low lines."""
    found = row[column]
    if 0 < len(found) <= most and found.isascii() and found.replace("_", "").replace("-", "").isalnum():
        return found
    sentence = _("{column} is “{value}”; give up to {most} letters and digits.")
    raise RowError(sentence.format(column=column, value=found[:30], most=most))


def choice(row: Row, column: str, words: Iterable[str], also: Mapping[str, str] | None = None) -> str:
    """One of ``words``; ``also`` are other spellings of them."""
    known = list(words)
    found = (also or {}).get(row[column], row[column].lower())
    if found in known:
        return found
    sentence = _("{column} is “{value}”; choose one of {words}.")
    raise RowError(sentence.format(column=column, value=row[column][:30], words=", ".join(known)))


def yes_no(row: Row, column: str) -> bool:
    """``yes`` or ``no``, 是 or 否."""
    found = _TRUTHS.get(row[column].lower())
    if found is None:
        raise RowError(_("{column} is “{value}”; write yes or no.").format(column=column, value=row[column][:30]))
    return found


def count(row: Row, column: str, most: int) -> int:
    """A whole number above zero."""
    found = row[column]
    if found.isascii() and found.isdigit() and 0 < int(found) <= most:
        return int(found)
    sentence = _("{column} is “{value}”; give a whole number from 1 to {most}.")
    raise RowError(sentence.format(column=column, value=found[:30], most=most))


def day(row: Row, column: str) -> date:
    """A date like 2026-10-01."""
    try:
        return date.fromisoformat(row[column])
    except ValueError as error:
        sentence = _("{column} is “{value}”; write the date like 2026-10-01.")
        raise RowError(sentence.format(column=column, value=row[column][:30])) from error
