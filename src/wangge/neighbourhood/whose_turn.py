"""Who has a case now and by when, in words for residents. A deadline is the unit's: what is checked is not late."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from wangge.cases.models import Case
from wangge.cases.moments import deadline_words
from wangge.cases.workflow import AT_THE_UNIT, State
from wangge.catalogue.contents import in_language
from wangge.language import _

_BEING_CHECKED = frozenset({State.RESOLVED, State.CHECKING, State.CHECKED, State.REOPENED})


def holder_words(case: Case) -> str:
    """One sentence; empty for what has ended. No statement for a case whose unit was joined."""
    if not case.open:
        return ""
    if case.state == State.SUSPENDED:
        return _("It rests until {day}.").format(day=case.suspended_until or "?")
    if case.state in _BEING_CHECKED:
        return _("Somebody looks on the spot whether it is fixed.")
    if case.unit is not None and case.state in AT_THE_UNIT:
        return _("{unit} has it now.").format(unit=in_language(case.unit.name_zh, case.unit.name_en))
    return _("The supervision centre has it now.")


def deadline_of(case: Case, now: datetime) -> str:
    """Until when the unit has, and that it has passed; empty where no unit has it."""
    if case.due_at is None or case.state not in AT_THE_UNIT:
        return ""
    words = deadline_words(case.due_at, now, ZoneInfo(settings.TIME_ZONE))
    if case.due_at < now:
        return _("It was to be done {when}, and is late.").format(when=words)
    return _("It is to be done {when}.").format(when=words)
