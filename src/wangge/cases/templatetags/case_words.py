"""States, verbs, reasons and classes in words, in the active language: ``{{ case.state|state }}``."""

from django.template import Library

from wangge.cases.deed_words import deed_words
from wangge.cases.models import Case
from wangge.cases.order_words import order_kind_words, order_state_words
from wangge.cases.outcomes import outcome_words
from wangge.cases.reason_words import reason_words
from wangge.cases.request_words import request_kind_words, request_state_words
from wangge.cases.words import state_words, verb_words
from wangge.catalogue.contents import in_language
from wangge.language import _

register = Library()
register.filter("state", state_words)
register.filter("verb", verb_words)
register.filter("reason", reason_words)
register.filter("outcome", outcome_words)
register.filter("deed", deed_words)
register.filter("order_kind", order_kind_words)
register.filter("order_state", order_state_words)
register.filter("request_kind", request_kind_words)
register.filter("request_state", request_state_words)


@register.filter
def class_name(case: Case) -> str:
    """The minor class of a case whose class was joined; empty before it has one."""
    return in_language(case.minor.name_zh, case.minor.name_en) if case.minor else ""


@register.filter
def place(case: Case) -> str:
    """Where it is, the wider place first: the community, and what the reporter said of the place."""
    community = named(case.community)
    if not case.place_words:
        return community
    return _("{community}, {place}").format(community=community, place=case.place_words)


@register.filter
def text(condition: object) -> str:
    """A filing or closure condition in the active language."""
    return in_language(getattr(condition, "text_zh", ""), getattr(condition, "text_en", "")) if condition else ""


@register.filter
def named(row: object) -> str:
    """Whatever has a name in both languages: an area, a unit, a class."""
    return in_language(getattr(row, "name_zh", ""), getattr(row, "name_en", "")) if row is not None else ""
