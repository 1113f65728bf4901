"""Which pages of cases stand in whose menu."""

from django.urls import reverse

from wangge.accounts.permissions import Permission
from wangge.cases.centre.regions import sees_figures
from wangge.cases.permissions import DECIDES, OUT_OF_OFFICE
from wangge.language import _
from wangge.screens.menu import Entry
from wangge.territory.actors import Actor


def entries(by: Actor) -> list[Entry]:
    """The pages that some posting opens, the desk that is theirs before the telephone all answer; no statement."""
    opened = (
        (bool(by.seats_with(Permission.TAKE_IN)), _("Intake"), "desk_intake"),
        (bool(by.seats_with(Permission.DISPATCH)), _("Dispatch"), "dispatch_desk"),
        (any(by.seats_with(permission) for permission in DECIDES), _("Supervision"), "desk_supervisor"),
        (_telephones(by), _("Telephone"), "desk_telephone"),
        (bool(by.seats_with(Permission.CHECK)), _("Checks"), "checks"),
        (bool(by.seats_with(Permission.ASSIGN)), _("Our work"), "unit_desk"),
        (_handles(by), _("My work"), "handler_desk"),
        (bool(by.seats_with(Permission.SEE_CASES)), _("Cases"), "case_list"),
        (bool(by.seats_with(Permission.SEE_CASES)), _("Map"), "case_map"),
        (bool(by.seats_with(Permission.SUSPEND)), _("Suspended"), "suspended_cases"),
        (sees_figures(by), _("Supervision centre"), "centre"),
        (bool(by.seats_with(Permission.SEE_TERRITORY)), _("Component register"), "register"),
    )
    return [Entry(words, reverse(name)) for is_open, words, name in opened if is_open]


def _telephones(by: Actor) -> bool:
    """Whoever answers a telephone in an office, not a worker in the lane."""
    seats = by.seats_with(Permission.REPORT_ON_BEHALF)
    return any(not seat.of_the_unit and seat.role not in OUT_OF_OFFICE for seat in seats)


def _handles(by: Actor) -> bool:
    return bool(by.seats_with(Permission.RESOLVE)) and not by.seats_with(Permission.ASSIGN)
