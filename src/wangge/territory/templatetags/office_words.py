"""Roles, teams, ranks and kinds in words: ``{{ posting.role|role }}``; names in the active language."""

from datetime import date

from django.template import Library
from django.utils.formats import date_format

from wangge.language import CHINESE, active_language
from wangge.screens.periods import day_words
from wangge.territory.audit_words import audit_words
from wangge.territory.post_words import organisation_kind_words, rank_words, role_words, team_words
from wangge.territory.seating import end_reason_words

register = Library()
register.filter("role", role_words)
register.filter("audited", audit_words)
register.filter("rank", rank_words)
register.filter("team", team_words)
register.filter("organisation_kind", organisation_kind_words)
register.filter("end_reason", end_reason_words)


@register.filter
def in_words(row: object) -> str:
    """The name of an area or organisation in the active language."""
    chinese = getattr(row, "name_zh", "")
    return chinese if active_language() == CHINESE else getattr(row, "name_en", "") or chinese


@register.filter
def weekday(day: date) -> str:
    """A day as a roster heads it."""
    name, words = date_format(day, "l"), day_words(day)
    return f"{words} {name}" if active_language() == CHINESE else f"{name} {words}"
