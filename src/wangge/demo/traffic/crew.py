"""The people of the demonstration who act over HTTP, found by role, unit and name. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from random import Random

from wangge.accounts.permissions import Role
from wangge.accounts.refusals import Unusable
from wangge.demo.signins import SignIn
from wangge.language import _

_NEEDED = (Role.GRID_WORKER, Role.INTAKE_OPERATOR, Role.DISPATCHER, Role.DUTY_SUPERVISOR, Role.UNIT_CLERK)


class Crew:
    """Whoever is in the file of sign-ins and can reach the server; Unusable where a desk has nobody."""

    def __init__(self, people: Iterable[SignIn]) -> None:
        self._by_role: dict[str, list[SignIn]] = defaultdict(list)
        self._by_name: dict[str, SignIn] = {}
        self._clerks: dict[str, SignIn] = {}
        for person in people:
            if person.key or person.second_factor:
                self._by_role[person.role].append(person)
                self._by_name[person.work_name] = person
                if person.role == Role.UNIT_CLERK:
                    self._clerks[person.unit] = person
        missing = [role.value for role in _NEEDED if not self._by_role[role]]
        if missing:
            sentence = _("The file of sign-ins has nobody for {roles}: take the one that `make demo` wrote")
            raise Unusable(sentence.format(roles=", ".join(missing)))

    def workers(self, most: int) -> list[SignIn]:
        """The first workers of grids, so many; Unusable where there are fewer."""
        found = self._by_role[Role.GRID_WORKER]
        if len(found) < most:
            sentence = _("--workers {most}: the city has {count} grid workers; ask for fewer, or make the whole city")
            raise Unusable(sentence.format(most=most, count=len(found)))
        return found[:most]

    def one_of(self, role: Role, chance: Random) -> SignIn:
        """Whoever of the role has time."""
        return chance.choice(self._by_role[role])

    def clerk_of(self, unit: str) -> SignIn | None:
        """The clerk of the unit with this code."""
        return self._clerks.get(unit)

    def by_name(self, work_name: str) -> SignIn | None:
        """Whoever has this work name; no two have the same in a demonstration."""
        return self._by_name.get(work_name)
