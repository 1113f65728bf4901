"""Accounts of people at one's areas: made, given another password, sent to set up a factor anew, ended (R-14).

An account is touched only by who posts people wherever its owner is posted: a password is every right of its owner.
"""

from django.db import transaction

from wangge.accounts.actions.second_factors import forget_second_factors
from wangge.accounts.actions.users import deactivate_user, make_user, set_password
from wangge.accounts.models import Team, User
from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotAllowed
from wangge.language import _
from wangge.territory.actions.postings import end_postings_of
from wangge.territory.actors import Actor
from wangge.territory.overseeing import oversees, wholly_within
from wangge.territory.seating import EndReason


def make_person(
    *, username: str, work_name: str, team: Team, by: Actor, email: str = "", password: str | None = None
) -> User:
    """Make an account without rights; by who posts people somewhere."""
    if not by.is_system and not by.seats_with(Permission.MANAGE_PEOPLE):
        raise NotAllowed(_("You hold no posting that allows this"))
    return make_user(
        username=username, work_name=work_name, team=team, email=email, password=password, at=by.at, by=by.user
    )


def give_password(*, user: User, password: str, by: Actor) -> User:
    """Give a new password, told by word of mouth; open sessions of the old one end."""
    _ask_right(user, by)
    return set_password(user=user, password=password, at=by.at, by=by.user)


def renew_second_factor(*, user: User, by: Actor) -> User:
    """Forget the second factor of somebody who lost the phone: the next sign-in sets up another."""
    _ask_right(user, by)
    forget_second_factors(user=user, at=by.at, by=by.user)
    return user


@transaction.atomic
def end_service(*, user: User, by: Actor) -> User:
    """Somebody leaves: postings end, keys and factors are gone; open work is handed over by the sweep of cases."""
    _ask_right(user, by)
    end_postings_of(user=user, at=by.at, reason=EndReason.LEFT, by=by)
    return deactivate_user(user=user, at=by.at, by=by.user, reason=EndReason.LEFT)


def _ask_right(user: User, by: Actor) -> None:
    if not oversees(user, Permission.MANAGE_PEOPLE, by):
        sentence = _("You do not post {name}; ask the administrator of an area around their posting.")
        raise NotAllowed(sentence.format(name=user.work_name))
    if not wholly_within(user, Permission.MANAGE_PEOPLE, by):
        sentence = _("{name} is posted beyond your area too: ask the administrator of an area around all of it.")
        raise NotAllowed(sentence.format(name=user.work_name))
