"""What the client of a run needs: device keys of grid workers. And afterwards, what the tables hold."""

from django.core.management import call_command
from django.db.models import Count, F, Max
from django.utils import timezone

from benchmarks.caseload.city import build_city
from wangge.accounts.actions.keys import make_key
from wangge.accounts.models import KeyKind, User
from wangge.accounts.scopes import Scope
from wangge.cases.models import Case, CaseStep, Follower


def answer(keys: int = 0, make: bool = False) -> dict[str, object]:  # noqa: FBT001, FBT002 (comes as JSON)
    """Make the city if asked, and keys for so many grid workers; then count what is there."""
    if make:
        call_command("migrate", run_syncdb=True, verbosity=0)
        build_city()
    return {"keys": _keys(keys), **_counts()}


def key_of(user: User) -> str:
    """A new key of somebody: of a phone."""
    made = make_key(owner=user, kind=KeyKind.DEVICE, label="phone", scopes=[Scope.PHONE], at=timezone.now(), by=user)
    return made.secret


def _keys(count: int) -> list[str]:
    workers = User.objects.filter(postings__role="grid_worker").order_by("id")[:count]
    return [key_of(user) for user in workers]


def _counts() -> dict[str, int]:
    cases = Case.objects.annotate(written=Count("steps", distinct=True), last=Max("steps__serial"))
    return {
        "cases": Case.objects.count(),
        "reports": Case.objects.values("sender", "client_id").distinct().count(),
        "steps": CaseStep.objects.count(),
        "followers": Follower.objects.filter(reporter=True).count(),
        "broken": cases.exclude(written=F("version"), last=F("version")).count(),
    }
