"""Asks for screens inside an installation: somebody of the role signs in, with the second factor; answers are timed."""

import sys
import time
from dataclasses import asdict

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.core.management import call_command
from django.http import HttpRequest
from django.test import Client

from benchmarks.caseload.measured import backend, backend_seconds, counted
from benchmarks.pages.server_time import ROUNDS, SCREENS, Measured, summary
from wangge.accounts.models import User
from wangge.cases.models import Case

_WARM = 3


def answer(only: str = "") -> dict[str, dict[str, float]]:
    """Every screen with these words in its name."""
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("collectstatic", interactive=False, verbosity=0)
    newest = Case.objects.order_by("-id")[0].number
    found = {}
    for name, (role, path) in SCREENS.items():
        if only in name:
            found[name] = asdict(_measure(role, path.format(number=newest)))
            print(f"  {name}: {found[name]}", file=sys.stderr, flush=True)
    return found


def _measure(role: str, path: str) -> Measured:
    client = _signed_in(User.objects.filter(postings__role=role).order_by("id")[0]) if role else Client()
    for _round in range(_WARM):
        length = _ask(client, path)
    with counted() as statements:
        _ask(client, path)
    times, database = [], backend()
    for _round in range(ROUNDS):
        begun = time.thread_time() + backend_seconds(database)
        _ask(client, path)
        times.append(time.thread_time() + backend_seconds(database) - begun)
    return summary(times, statements.count, length)


def _ask(client: Client, path: str) -> int:
    reply = client.get(path, secure=True)
    if reply.status_code != 200:
        raise RuntimeError(f"{path}: {reply.status_code}")
    return len(reply.content)


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "mfa", type="totp")
    request.session.save()
    return client
