"""SQL statements of whole requests, from the key to the answer: counted inside, through Django's own test client."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from benchmarks.caseload.client import bodies
from benchmarks.caseload.measured import counted
from benchmarks.caseload.prepared import key_of
from wangge.accounts.models import User

_WARM = 3


def answer() -> dict[str, int]:
    """Report, list of 50, one case and a step of it; the fewest of some rounds, when what is kept has been read."""
    settings.ALLOWED_HOSTS = ["testserver"]
    worker, operator = (
        key_of(User.objects.filter(postings__role=role).order_by("id")[0])
        for role in ("grid_worker", "intake_operator")
    )
    made = bodies(0)
    newest = _post("/api/v1/cases", worker, next(made)).json()["number"]
    requests: dict[str, Callable[[], HttpResponse]] = {
        "report": lambda: _post("/api/v1/cases", worker, next(made)),
        "list of 50": lambda: _get("/api/v1/cases?limit=50", operator),
        "list of 5": lambda: _get("/api/v1/cases?limit=5", operator),
        "one case": lambda: _get(f"/api/v1/cases/{newest}", operator),
        "a step": lambda: _post(f"/api/v1/cases/{newest}/comments", operator, {"note": "已联系"}),
    }
    return {name: min(_statements(request) for _round in range(_WARM)) for name, request in requests.items()}


def _statements(request: Callable[[], HttpResponse]) -> int:
    with counted() as statements:
        answered = request()
    if answered.status_code not in {200, 201}:
        raise RuntimeError(f"{answered.status_code}: {answered.content[:300]!r}")
    return statements.count


def _post(path: str, key: str, body: dict[str, object]) -> HttpResponse:
    return Client().post(path, body, content_type="application/json", headers={"Authorization": f"Bearer {key}"})


def _get(path: str, key: str) -> HttpResponse:
    return Client().get(path, headers={"Authorization": f"Bearer {key}"})
