"""What everybody may see of cases (R-24, R-63): no words of the reporter, no photo, insides only by the community."""

from django.db.models import Q, QuerySet

from wangge.accounts.refusals import NotFound
from wangge.cases.models import Case, Outcome
from wangge.cases.numbers import CaseNumberError, row_of
from wangge.cases.visibility import with_what_is_shown
from wangge.cases.workflow import BEFORE_FILING, State
from wangge.catalogue.models import PublicWhen
from wangge.language import _

_HIDDEN = [*sorted(BEFORE_FILING), State.NOT_FILED, State.MERGED, State.VOID]


def public_cases() -> QuerySet[Case]:
    """Cases that were filed and are neither void nor merged; a broken camera or lock only once it is repaired."""
    repaired = Q(state__in=[State.CHECKED, State.CLOSED], outcome=Outcome.FIXED)
    shown = ~Q(minor__public_when=PublicWhen.REPAIRED) | repaired
    return Case.objects.exclude(state__in=_HIDDEN).filter(shown, filed_at__isnull=False)


def public_case(number: str) -> Case:
    """The public case with this number; NotFound for every other."""
    try:
        case = with_what_is_shown(public_cases()).filter(pk=row_of(number)).first()
    except CaseNumberError:
        case = None
    if case is None:
        raise NotFound(_("There is no public case {number}").format(number=number))
    return case


def public_place(case: Case) -> tuple[float, float] | None:
    """Longitude and latitude, to about a metre; None for what is inside a dwelling or only known by its community."""
    minor = case.minor
    by_class = minor is not None and (minor.inside_dwelling or minor.public_when == PublicWhen.COMMUNITY)
    return None if case.inside_dwelling or by_class else (round(case.longitude, 5), round(case.latitude, 5))


def with_public_place(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those whose place ``public_place`` shows."""
    outside = cases.filter(inside_dwelling=False).exclude(minor__inside_dwelling=True)
    return outside.exclude(minor__public_when=PublicWhen.COMMUNITY)
