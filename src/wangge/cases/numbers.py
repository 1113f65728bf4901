"""Case numbers that can be read over the phone: the id in digits and a check digit, so no counter is needed.

The check digit is Damm's: it finds every wrong digit and every pair of neighbours that changed places.
"""

_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
_DIGITS = 9


class CaseNumberError(ValueError):
    """The number cannot be one: too short, strange signs, or a digit misheard."""


def number_of(row: int) -> str:
    """The number of the case with id ``row``, such as ``000-012-345-7``."""
    digits = str(row).zfill(_DIGITS)
    head = len(digits) % 3
    groups = [digits[:head]] if head else []
    groups += [digits[place : place + 3] for place in range(head, len(digits), 3)]
    return "-".join([*groups, _check_digit(digits)])


def row_of(number: str) -> int:
    """The id behind a number as typed, with or without its dashes and spaces; CaseNumberError."""
    digits = "".join(sign for sign in number if sign not in "- \u3000")
    if not (digits.isascii() and digits.isdigit() and _DIGITS < len(digits) <= 19):
        raise CaseNumberError(number)
    if _check_digit(digits[:-1]) != digits[-1]:
        raise CaseNumberError(number)
    return int(digits[:-1])


def _check_digit(digits: str) -> str:
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)
