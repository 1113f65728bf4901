"""What a city needs before people work with it: areas, an administrator, a plan, a catalogue, holidays."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localtime

from wangge.accounts.permissions import Role
from wangge.catalogue.holidays import LAST_YEAR
from wangge.catalogue.models import Calendar, CatalogueVersion, VersionState
from wangge.cli.doctor.findings import Check, Finding
from wangge.language import _
from wangge.territory.models import Area, AreaKind, GridPlan, PlanState, Posting


def areas(_at: datetime) -> Iterator[Finding]:
    if not Area.objects.filter(kind=AreaKind.CITY).exists():
        yield Finding(_("There is no city: no area is known."), _("Run wangge import areas FILE --city CODE."))


def administrator(at: datetime) -> Iterator[Finding]:
    running = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    held = Posting.objects.filter(running, role=Role.ADMINISTRATOR, begins_at__lte=at, user__is_active=True)
    if not held.exists():
        yield Finding(
            _("Nobody is administrator: nobody can post people."), _("Run wangge user NAME --administrator CODE.")
        )


def plan(at: datetime) -> Iterator[Finding]:
    adopted = GridPlan.objects.exclude(state=PlanState.DRAFT).filter(begins_at__lte=at)
    if not adopted.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at)).exists():
        yield Finding(
            _("No grid plan is in force: reports would belong to no grid and to no worker."),
            _("Run wangge divide, then wangge import plan FILE --adopt."),
        )


def catalogue(_at: datetime) -> Iterator[Finding]:
    if not CatalogueVersion.objects.filter(state=VersionState.IN_FORCE).exists():
        yield Finding(
            _("No catalogue of classes is in force: nothing can be filed."),
            _("Run wangge import catalogue FILE --adopt."),
        )


def holidays(at: datetime) -> Iterator[Finding]:
    """The State Council announces a year's days off in the November before."""
    if not Calendar.objects.filter(national=True).exists():
        return
    today = localtime(at).date()
    advice = _("Install a newer chinesecalendar, or set the days in the calendar.")
    if today.year > LAST_YEAR:
        yield Finding(
            _("The holidays of {year} are not known: deadlines count them as working days.").format(year=today.year),
            advice,
        )
    elif today.year == LAST_YEAR and today.month >= 11:
        yield Finding(
            _("The holidays of {year} are not known yet; deadlines of this December already reach into it.").format(
                year=today.year + 1
            ),
            advice,
            grave=False,
        )


def calendars(_at: datetime) -> Iterator[Finding]:
    if not Calendar.objects.exists():
        yield Finding(_("There is no working calendar: no deadline can be told."), _("Run wangge migrate."))


CHECKS: tuple[Check, ...] = (areas, administrator, plan, catalogue, calendars, holidays)
