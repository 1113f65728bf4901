"""What a city needs before people work with it: areas, an administrator, a plan, a catalogue, holidays."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from wangge.accounts.permissions import Role
from wangge.catalogue.calendars import current_calendars
from wangge.catalogue.models import Calendar, CatalogueVersion, VersionState
from wangge.catalogue.unknown_holidays import unknown_holidays
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
    """Grave once the unknown days have begun: until then only deadlines that reach into them are wrong."""
    for unknown in unknown_holidays(current_calendars(), at):
        yield Finding(
            unknown.words(),
            _("Have the days imported (wangge import calendars FILE does it too), or install a newer chinesecalendar."),
            grave=unknown.have_begun,
        )


def calendars(_at: datetime) -> Iterator[Finding]:
    if not Calendar.objects.exists():
        yield Finding(_("There is no working calendar: no deadline can be told."), _("Run wangge migrate."))


CHECKS: tuple[Check, ...] = (areas, administrator, plan, catalogue, calendars, holidays)
