"""Inside the installation: the city, and codes by which phones are enrolled."""

from django.core.management import call_command
from django.utils import timezone

from benchmarks.caseload.city import build_city
from wangge.accounts.models import User
from wangge.fieldwork.actions.codes import make_phone_code
from wangge.fieldwork.codes import shown_code
from wangge.territory.models import Grid


def answer(make: bool = False, phones: int = 1, first: int = 0) -> dict[str, object]:  # noqa: FBT001, FBT002 (JSON)
    """Make the city if asked; then codes for the next grid workers, and the middle of the grid of each."""
    if make:
        call_command("migrate", run_syncdb=True, verbosity=0)
        build_city()
    workers = User.objects.filter(postings__role="grid_worker").order_by("id")[first : first + phones]
    return {"phones": [_phone(user) for user in workers]}


def _phone(user: User) -> dict[str, object]:
    grid = Grid.objects.get(code=user.postings.get().grid_code)
    code = shown_code(make_phone_code(owner=user, at=timezone.now(), by=user).code)
    return {"code": code, "longitude": (grid.west + grid.east) / 2, "latitude": (grid.south + grid.north) / 2}
