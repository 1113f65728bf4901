"""What a key may be narrowed to: a scope stands for some permissions, and gives none that the owner has not. Pure."""

from collections.abc import Iterable
from enum import StrEnum

from wangge.accounts.permissions import GRANTS, Permission, Role


class Scope(StrEnum):
    """Named for what a program does, so that whoever makes a key can choose."""

    PHONE = "phone"
    CASES_READ = "cases:read"
    CASES_REPORT = "cases:report"
    CASES_HANDLE = "cases:handle"
    STEPS_READ = "steps:read"
    TERRITORY_READ = "territory:read"
    COMPONENTS_WRITE = "components:write"


_P = Permission
PERMISSIONS: dict[Scope, frozenset[Permission]] = {
    Scope.PHONE: GRANTS[Role.GRID_WORKER] | GRANTS[Role.COMMUNITY_WORKER] | GRANTS[Role.HANDLER],
    Scope.CASES_READ: frozenset({_P.SEE_CASES, _P.SEE_PHOTOS}),
    Scope.CASES_REPORT: frozenset({_P.REPORT, _P.REPORT_ON_BEHALF}),
    Scope.CASES_HANDLE: GRANTS[Role.UNIT_CLERK] - {_P.EDIT_COMPONENTS},
    Scope.STEPS_READ: frozenset({_P.READ_STEPS}),
    Scope.TERRITORY_READ: frozenset({_P.SEE_TERRITORY}),
    Scope.COMPONENTS_WRITE: frozenset({_P.EDIT_COMPONENTS, _P.SEE_TERRITORY}),
}


def scopes_allow(scopes: frozenset[str] | None, permission: Permission) -> bool:
    """Whether the scopes of a key let it through; None, a person at a browser, lets everything through."""
    return scopes is None or any(permission in PERMISSIONS[Scope(scope)] for scope in scopes)


def unknown_scopes(scopes: Iterable[str]) -> list[str]:
    """Those that are none of ours, sorted."""
    return sorted(set(scopes) - set(Scope))


def write_scopes(scopes: Iterable[str]) -> str:
    """As the column keeps them."""
    return " ".join(sorted(set(scopes)))


def read_scopes(text: str) -> frozenset[str]:
    """What ``write_scopes`` wrote."""
    return frozenset(text.split())
