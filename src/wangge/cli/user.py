"""``wangge user``: an account with a password that is never an argument, and the first administrator's posting."""

import sys
from argparse import Namespace
from datetime import datetime
from getpass import getpass
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from rich.console import Console

from wangge.accounts.actions.users import make_user
from wangge.accounts.models import Team, User
from wangge.accounts.permissions import Role
from wangge.cli.parser import OptionError
from wangge.cli.platform import refuse_old_database
from wangge.language import _
from wangge.territory.actions.postings import post
from wangge.territory.actors import system
from wangge.territory.models import Area, Posting


def run(options: Namespace, _begun: float) -> None:
    """Make the user; OptionError, Refusal."""
    if not options.work_name:
        raise OptionError(_("--work-name is missing: the name that others see, e.g. --work-name 'Lin Qiao'"))
    refuse_old_database()
    at = timezone.now()
    area = _area(options.administrator, at) if options.administrator else None
    password = _password(options.password_file)
    with transaction.atomic():
        user = make_user(
            username=options.name,
            work_name=options.work_name,
            team=Team(options.team),
            email=options.email,
            password=password,
            language=options.language,
            at=at,
            by=None,
        )
        if area:
            post(user=user, role=Role.ADMINISTRATOR, area=area, begins_at=at, by=system(at))
    _tell(user, area)


def _area(code: str, at: datetime) -> Area:
    """Only the first: every further right is given by somebody who answers for it."""
    area = Area.objects.filter(code=code).first()
    if area is None:
        sentence = _("--administrator {code}: there is no area with this code; run wangge import areas first")
        raise OptionError(sentence.format(code=code))
    running = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    if Posting.objects.filter(running, role=Role.ADMINISTRATOR).exists():
        raise OptionError(_("--administrator: there is an administrator already, who posts all others"))
    return area


def _password(file: Path | None) -> str:
    if file:
        if not file.is_file():
            raise OptionError(_("--password-file {file}: there is no such file").format(file=file))
        return (file.read_text(encoding="utf-8").splitlines() or [""])[0]
    if not sys.stdin.isatty():
        raise OptionError(_("--password-file is missing, and there is no terminal to ask for the password"))
    password = getpass(_("Password: "))
    if password != getpass(_("Once more: ")):
        raise OptionError(_("the two passwords differ; nobody was made"))
    return password


def _tell(user: User, area: Area | None) -> None:
    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print(_("{name} signs in as {username}.").format(name=user.work_name, username=user.username))
    if area:
        console.print(_("{name} is the administrator of {area}.").format(name=user.work_name, area=area.name_zh))
    if user.needs_second_factor:
        console.print(_("The first sign-in asks to set up a second factor: a passkey or an authenticator app."))
