"""Classes with their conditions as one choice, ``event:0101:1``, for select fields: kept by edition and language."""

from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wangge.catalogue.contents import Condition, Edition, Minor, in_language, name_of
from wangge.language import active_language

Choice = tuple[str, str]


def choice_code(minor: Minor, condition: Condition) -> str:
    """Kind, class and condition in one."""
    return f"{minor.kind}:{minor.code}:{condition.code}"


def condition_words(condition: Condition) -> str:
    """What must be true, and the time that a unit then has."""
    return f"{in_language(condition.text_zh, condition.text_en)} · {condition.limit.words()}"


def class_groups(edition: Edition) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Every class by name with its conditions, as Django's choice fields group them."""
    return _groups(edition, active_language())


def class_options(edition: Edition) -> SafeString:
    """The same as options of a select, made once: several hundred would cost more than the page around them."""
    return _options(edition, active_language())


@lru_cache(maxsize=8)
def _groups(edition: Edition, _language: str) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    return tuple(
        (
            f"{minor.code} {name_of(minor)}",
            tuple((choice_code(minor, one), condition_words(one)) for one in minor.conditions),
        )
        for minor in edition.minors.values()
    )


@lru_cache(maxsize=8)
def _options(edition: Edition, language: str) -> SafeString:
    return format_html_join(
        "",
        '<optgroup label="{}">{}</optgroup>',
        (
            (name, format_html_join("", '<option value="{}">{}</option>', choices))
            for name, choices in _groups(edition, language)
        ),
    )


def chosen_option(minor: Minor, condition: Condition) -> SafeString:
    """The option of what is chosen already, to stand before all others."""
    words = f"{minor.code} {name_of(minor)} · {condition_words(condition)}"
    return format_html('<option value="{}" selected>{}</option>', choice_code(minor, condition), words)
