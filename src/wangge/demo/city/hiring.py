"""People come into the demonstration city: account, postings, key, and for some a password and a second factor."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from secrets import token_urlsafe

from wangge.accounts.actions.keys import make_key
from wangge.accounts.actions.users import make_user
from wangge.accounts.models import KeyKind, User
from wangge.accounts.permissions import Role
from wangge.accounts.scopes import Scope
from wangge.demo.actions import give_second_factor
from wangge.demo.city.staff import Hire
from wangge.demo.signins import SignIn
from wangge.demo.spots import Spot
from wangge.territory.actions.postings import post
from wangge.territory.actors import Actor

_OFFICE_PHONE, _OFFICE_HOURS = "0000-0000{number:04d}", "08:00-12:00 14:00-18:00"
_BROWSER_ONLY = {
    Role.ADMINISTRATOR,
    Role.PLANNER,
    Role.CATALOGUE_EDITOR,
    Role.AUDITOR,
    Role.CENTRE_LEAD,
    Role.DUTY_SUPERVISOR,
}


@dataclass
class Registry:
    """Hires people by whoever administers, and keeps how they sign in. Passwords are chance, not seed."""

    names: Iterator[str]
    spots: dict[str, Spot]  # by grid
    sign_ins: list[SignIn]

    def hire(self, hire: Hire, by: Actor, maker: User | None) -> User:
        """Make the account, post, give key and secrets; ``maker`` is who makes keys, the hired one where it is None."""
        password = token_urlsafe(12) if hire.by_browser else ""
        user = make_user(
            username=hire.username,
            work_name=next(self.names),
            team=hire.team,
            at=by.at,
            by=by.user,
            password=password or None,
        )
        for place in hire.places:
            post(
                user=user,
                role=place.role,
                area=place.area,
                organisation=place.organisation,
                grid_code=place.grid_code,
                rank=place.rank,
                begins_at=by.at,
                office_phone=_OFFICE_PHONE.format(number=len(self.sign_ins) + 1) if place.rank else "",
                office_hours=_OFFICE_HOURS if place.rank else "",
                by=by,
            )
        factor = give_second_factor(user=user, at=by.at, by=by.user) if password and user.needs_second_factor else ""
        self.sign_ins.append(self._sign_in(hire, user, password, factor, _key(hire, user, by, maker or user)))
        return user

    def hire_all(self, hires: Iterable[Hire], by: Actor) -> list[User]:
        """The same for many."""
        return [self.hire(hire, by, by.user) for hire in hires]

    def _sign_in(self, hire: Hire, user: User, password: str, factor: str, key: str) -> SignIn:
        first = hire.places[0]
        longitude, latitude = self.spots.get(first.grid_code, (0.0, 0.0))
        return SignIn(
            username=user.username,
            work_name=user.work_name,
            role=first.role.value,
            area=first.area.code,
            grid=first.grid_code,
            unit=first.organisation.code if first.organisation else "",
            longitude=longitude,
            latitude=latitude,
            key=key,
            password=password,
            second_factor=factor,
        )


def _key(hire: Hire, user: User, by: Actor, maker: User) -> str:
    """Of the phone, or of the unit's own program; some work at a browser only and get none."""
    role = hire.places[0].role
    if role in _BROWSER_ONLY:
        return ""
    kind, scopes = KeyKind.DEVICE, [Scope.PHONE]
    if role is Role.UNIT_CLERK:
        kind, scopes = KeyKind.API, [Scope.CASES_READ, Scope.CASES_HANDLE]
    return make_key(owner=user, kind=kind, label="demonstration", scopes=scopes, at=by.at, by=maker).secret
