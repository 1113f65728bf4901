"""What ``wangge import`` is asked to do, with names turned into rows: who acts, in which city, with which file."""

from argparse import Namespace
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from django.utils import timezone

from wangge.accounts.models import User
from wangge.cli.parser import OptionError
from wangge.language import _
from wangge.territory.actors import Actor, actor_for, system
from wangge.territory.datum import Datum
from wangge.territory.models import Area, AreaKind


@dataclass(frozen=True)
class Errand:
    """One import. ``approver`` is the second person who adopts a plan; ``by`` the system where nobody is named."""

    file: Path | None
    by: Actor
    datum: Datum
    city_code: str
    city_name: str
    title: str
    adopt: bool
    begins: date | None
    approver: Actor | None

    @property
    def path(self) -> Path:
        """The file; OptionError where it is missing."""
        if self.file is None:
            raise OptionError(_("FILE is missing: say what to import, e.g. wangge import areas town.gpkg"))
        if not self.file.exists():
            raise OptionError(_("{file}: there is no such file").format(file=self.file))
        return self.file

    @property
    def begins_at(self) -> datetime:
        """The first moment of the day in the city's zone; today's has passed, so today is now."""
        if self.begins is None or self.begins == timezone.localdate(self.by.at):
            return self.by.at
        return timezone.make_aware(datetime.combine(self.begins, time.min))

    def city(self) -> Area:
        """The city that is meant; OptionError where that is not clear."""
        known = Area.objects.filter(kind=AreaKind.CITY)
        found = list(known.filter(code=self.city_code) if self.city_code else known[:2])
        if len(found) != 1:
            sentence = _("--city: {number} cities fit; import areas first, or give the 12-digit code of one")
            raise OptionError(sentence.format(number=len(found)))
        return found[0]


def errand_of(options: Namespace) -> Errand:
    """The options, understood; OptionError for somebody who is not known."""
    at = timezone.now()
    return Errand(
        file=options.file,
        by=_actor("--as", options.actor, at) if options.actor else system(at),
        datum=Datum(options.datum),
        city_code=options.city or "",
        city_name=options.city_name or "",
        title=options.title,
        adopt=options.adopt,
        begins=options.begins,
        approver=_actor("--approved-by", options.approved_by, at) if options.approved_by else None,
    )


def _actor(option: str, name: str, at: datetime) -> Actor:
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise OptionError(_("{option} {name}: nobody signs in with this name").format(option=option, name=name))
    return actor_for(user, at)
