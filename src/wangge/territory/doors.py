"""Who knocks at the API: a key, a session, or nobody. All three become an Actor, the only thing that actions know."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer
from ninja.throttling import AnonRateThrottle, BaseThrottle

from wangge.accounts.keys import phone_of_key, user_of_key
from wangge.accounts.models import User
from wangge.accounts.networks import network_of
from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotAllowed, RevokedPhone
from wangge.accounts.scopes import Scope
from wangge.accounts.sign_in import second_factor_done
from wangge.language import _
from wangge.territory.actors import Actor, actor_for, reporter
from wangge.territory.models import AreaKind


class KeyDoor(HttpBearer):
    """``Authorization: Bearer wg_...`` with the key of a phone or a program: two statements."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:  # noqa: ARG002 (asked for by ninja)
        """Return the owner of the key with its scopes, or None; RevokedPhone tells a phone that it was ended."""
        now = timezone.now()
        found = user_of_key(token, now)
        if found is None:
            ended = phone_of_key(token)
            if ended is not None and ended.revoked_at is not None:
                raise RevokedPhone(_("This phone was ended: what waits on it goes to the station, and nowhere else"))
            return None
        user, scopes = found
        return actor_for(user, now, scopes)


class SessionDoor(APIKeyCookie):
    """A person at a browser, with the second factor where the team needs one; Django's CSRF token is asked for."""

    param_name = settings.SESSION_COOKIE_NAME

    def _get_key(self, request: HttpRequest) -> str | None:
        """Ask for the CSRF token only where there is a session: a stranger's report has neither."""
        return super()._get_key(request) if self.param_name in request.COOKIES else None

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:  # noqa: ARG002 (the session is read)
        """Return the signed-in user, or None."""
        user = request.user
        if not isinstance(user, User) or not user.is_active:
            return None
        if user.needs_second_factor and not second_factor_done(request):
            raise NotAllowed(_("Sign in with your second factor first, or set one up under your account"))
        return actor_for(user, timezone.now())


def nobody(request: HttpRequest) -> Actor | None:
    """Let in who shows neither key nor session, as a reporter; a wrong key stays out."""
    if request.headers.get("Authorization") or getattr(request.user, "is_authenticated", False):
        return None
    return reporter(timezone.now())


class ForStrangers(AnonRateThrottle):
    """Slows down one network that sends much without key or session; whoever is known is not slowed down."""

    def get_cache_key(self, request: HttpRequest) -> str | None:
        """Return None for who is known: ninja does not ask the rate then."""
        actor = getattr(request, "auth", None)
        if isinstance(actor, Actor) and actor.user is not None:
            return None
        return f"stranger-{self.get_ident(request)}"

    def get_ident(self, request: HttpRequest) -> str:
        """Name the network: nobody gets around the brake by the many addresses of one IPv6 subscriber."""
        return network_of(super().get_ident(request) or "")


SLOWED: list[BaseThrottle] = [ForStrangers()]
KNOWN = [KeyDoor(), SessionDoor()]
ANYBODY = [*KNOWN, nobody]


def actor_of(request: HttpRequest) -> Actor:
    """The actor that a door let in."""
    actor = getattr(request, "auth", None)
    assert isinstance(actor, Actor)
    return actor


def need(by: Actor, permission: Permission) -> None:
    """Raise NotAllowed unless some seat of the actor, and the key if there is one, allows it."""
    if not by.seats_with(permission):
        raise NotAllowed(_("You hold no posting that allows this"))


def person_of(request: HttpRequest) -> tuple[Actor, User]:
    """The actor as a person at a browser or a phone; NotAllowed for the key of a program."""
    by = actor_of(request)
    if by.user is None or not (by.scopes is None or Scope.PHONE in by.scopes):
        raise NotAllowed(_("This is a person's own: the key of a program does not open it"))
    return by, by.user


def browser_of(request: HttpRequest) -> tuple[Actor, User]:
    """The actor signed in at a browser; NotAllowed for any key, so that no key makes or ends another."""
    by = actor_of(request)
    if by.user is None or by.scopes is not None:
        raise NotAllowed(_("Sign in at a browser for this: a key does not open it"))
    return by, by.user


def need_city(by: Actor, permission: Permission) -> None:
    """Raise NotAllowed unless a seat at the city allows it: what it opens is of the whole city."""
    if not any(seat.area_kind is AreaKind.CITY for seat in by.seats_with(permission)):
        raise NotAllowed(_("You hold no posting at the city that allows this"))


def need_at(by: Actor, permission: Permission, code: str) -> None:
    """Raise NotAllowed unless a seat around the area or grid allows it."""
    if not by.may_at(permission, code):
        raise NotAllowed(_("You hold no posting at {code} that allows this").format(code=code))
