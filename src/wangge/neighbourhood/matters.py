"""What residents report most, as buttons; and every class as a choice. By codes of the shipped catalogue."""

from functools import lru_cache

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from wangge.catalogue.contents import Edition, Minor, name_of
from wangge.language import active_language

# Classes that a city's catalogue does not have are left out.
_OFTEN = (
    ("event", "0101"), ("event", "0102"), ("component", "0113"), ("event", "0701"), ("event", "0702"),
    ("event", "0704"), ("event", "0108"), ("event", "0506"),
)  # fmt: skip


def matter_code(minor: Minor) -> str:
    """Kind and class in one: ``event:0101``."""
    return f"{minor.kind}:{minor.code}"


def minor_of(edition: Edition, matter: str) -> Minor | None:
    """The class of the code; None for none."""
    kind, _colon, code = matter.partition(":")
    return edition.minor_by_code(kind, code)


def often_reported(edition: Edition) -> list[tuple[str, str]]:
    """Code and name of each."""
    found = (edition.minor_by_code(*one) for one in _OFTEN)
    return [(matter_code(minor), name_of(minor)) for minor in found if minor is not None]


def matter_options(edition: Edition) -> SafeString:
    """Every class as options of a select, by major class; kept, for there are hundreds."""
    return _options(edition, active_language())


@lru_cache(maxsize=8)
def _options(edition: Edition, _language: str) -> SafeString:
    groups = []
    for major in edition.majors:
        inside = [one for one in edition.minors.values() if one.kind == major.kind and one.code[:2] == major.code]
        choices = ((matter_code(one), name_of(one)) for one in inside)
        groups.append((name_of(major), format_html_join("", '<option value="{}">{}</option>', choices)))
    return format_html_join("", '<optgroup label="{}">{}</optgroup>', groups)
