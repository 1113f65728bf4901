"""Taking in a list of people and their postings: accounts without a password, rights at areas (R-10, R-14)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from wangge.accounts.models import User
from wangge.accounts.refusals import Refusal, Unusable
from wangge.language import _
from wangge.territory.actions.people import make_person
from wangge.territory.actions.postings import post
from wangge.territory.actors import Actor
from wangge.territory.models import Area, Organisation, Posting
from wangge.territory.stafflists import Listed
from wangge.territory.tables import BadRow, BadRows


@dataclass(frozen=True)
class StaffImported:
    """How many accounts and postings are new, and how many postings stood already."""

    people: int
    postings: int
    unchanged: int


@dataclass(frozen=True)
class _Places:
    """What codes stand for, read once."""

    areas: Mapping[str, Area]
    organisations: Mapping[str, Organisation]

    def area(self, code: str) -> Area:
        if code not in self.areas:
            raise Unusable(_("There is no area with this code."))
        return self.areas[code]

    def organisation(self, code: str) -> Organisation | None:
        if code and code not in self.organisations:
            raise Unusable(_("There is no organisation {code}.").format(code=code[:30]))
        return self.organisations.get(code)


@transaction.atomic
def import_staff(*, rows: Sequence[Listed], by: Actor) -> StaffImported:
    """Make who is new and post them; nothing at all if one row is bad. The same list again changes nothing.

    Each account and posting is made as if it were the only one, by the same rules and with its entry in the audit.
    """
    known = {user.username: user for user in User.objects.filter(username__in={row.username for row in rows})}
    people, before = len(known), Posting.objects.count()
    places = _Places(
        {area.code: area for area in Area.objects.defer("boundary")},
        {one.code: one for one in Organisation.objects.all()},
    )
    bad, unchanged = [], 0
    for row in rows:
        try:
            with transaction.atomic():
                user = _person(row, known.get(row.username), by)
                unchanged += _posted(row, user, places, by)
        except Refusal as refusal:
            bad.append(BadRow(row.row, "", str(refusal)))
        else:
            known[row.username] = user  # of a bad row nobody stays: the next of the same person makes them
    if bad:
        raise BadRows(bad)
    return StaffImported(len(known) - people, Posting.objects.count() - before, unchanged)


def _person(row: Listed, known: User | None, by: Actor) -> User:
    if known is None:
        return make_person(username=row.username, work_name=row.work_name, team=row.team, email=row.email, by=by)
    if (known.work_name, known.team) != (row.work_name, row.team.value):
        sentence = _("{username} is {name} of the team {team} already; write it so, or choose another sign-in name.")
        raise Unusable(sentence.format(username=row.username, name=known.work_name, team=known.team))
    return known


def _posted(row: Listed, user: User, places: _Places, by: Actor) -> bool:
    """Post them, where the row says so; whether it stood already."""
    if row.role is None:
        return False
    begins_at, area, unit = row.begins_at(by.at), places.area(row.area), places.organisation(row.organisation)
    held = Posting.objects.within(begins_at, None).filter(user=user, role=row.role, area=area, organisation=unit)
    if held.filter(grid_code=row.grid, rank=row.rank or "").exists():
        return True
    post(
        user=user,
        role=row.role,
        area=area,
        organisation=unit,
        grid_code=row.grid,
        rank=row.rank,
        begins_at=begins_at,
        office_phone=row.office_phone,
        office_hours=row.office_hours,
        by=by,
    )
    return False
