"""Making, changing and ending accounts. Who may (MANAGE_PEOPLE at an area) is asked above, where areas are known."""

import re
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.models import NAME_SIGNS, Key, Team, User
from wangge.accounts.refusals import Conflict, Unusable
from wangge.language import CHINESE, ENGLISH, _

ERASED = "erased-"  # how the names of accounts begin whose retention has ended

_ADDRESS = forms.EmailField(max_length=254, required=False)  # as its column


def make_user(
    *,
    username: str,
    work_name: str,
    team: Team,
    at: datetime,
    by: User | None,
    email: str = "",
    password: str | None = None,
    language: str = "zh_Hans",
) -> User:
    """Make an account without any rights: those come with a posting.

    Without a password only the city's OpenID Connect signs it in, by its e-mail address.
    """
    user = User(
        username=username.strip(), work_name=work_name.strip(), team=team, email=email, language=language, joined_at=at
    )
    _refuse_unusable_names(user)
    _refuse_taken_names(user)
    _set_password(user, password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            record_audit(action="make_user", at=at, actor=by, subject=f"user:{user.pk}", reason=team)
    except IntegrityError as taken:
        raise Conflict(
            _("The sign-in name {username} or its e-mail is taken. Choose another.").format(username=username)
        ) from taken
    return user


@transaction.atomic
def change_team(*, user: User, team: Team, at: datetime, by: User | None) -> User:
    """Move somebody to another team, and with it to other demands on the sign-in."""
    before = user.team
    user.team = team
    user.save(update_fields=["team"])
    record_audit(action="change_team", at=at, actor=by, subject=f"user:{user.pk}", reason=f"{before} {team}")
    return user


@transaction.atomic
def set_password(*, user: User, password: str | None, at: datetime, by: User | None) -> User:
    """Give a new password, or none; the sessions opened with the old one end."""
    _set_password(user, password)
    user.save(update_fields=["password"])
    record_audit(action="set_password", at=at, actor=by, subject=f"user:{user.pk}")
    return user


def change_language(*, user: User, language: str) -> User:
    """Speak to ``user`` in one of our languages from now on; their own wish, which the audit need not keep."""
    if language not in {CHINESE, ENGLISH}:
        raise Unusable(_("There is no language {language}: there are zh_Hans and en.").format(language=language[:20]))
    User.objects.filter(pk=user.pk).update(language=language)
    user.language = language
    return user


@transaction.atomic
def deactivate_user(*, user: User, at: datetime, by: User | None, reason: str = "") -> User:
    """End an account: nobody signs in with it, its keys and second factors are gone. The row stays for the history."""
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False, left_at=at):
        raise Conflict(_("{name} has left already.").format(name=user.work_name))
    user.is_active, user.left_at = False, at
    user.set_unusable_password()
    user.save(update_fields=["password"])
    Key.objects.filter(owner=user, revoked_at__isnull=True).update(revoked_at=at)
    for credentials in (Authenticator, SocialAccount, EmailAddress):
        credentials.objects.filter(user=user).delete()
    record_audit(action="deactivate_user", at=at, actor=by, subject=f"user:{user.pk}", reason=reason)
    return user


def _refuse_unusable_names(user: User) -> None:
    if not user.username or not user.work_name:
        raise Unusable(_("An account needs a sign-in name and a work name."))
    if not re.fullmatch(f"{NAME_SIGNS}{{1,60}}", user.username):  # it stands in addresses of pages
        sentence = _(
            "The sign-in name {username} cannot be used: 60 signs at most, of A-Z, a-z, 0-9 and . _ @ + - only."
        )
        raise Unusable(sentence.format(username=user.username[:60]))
    if user.username.lower().startswith(ERASED):
        raise Unusable(_("A sign-in name cannot begin with {word}. Choose another.").format(word=ERASED))
    _refuse_unusable_address(user)


def _refuse_unusable_address(user: User) -> None:
    try:
        _ADDRESS.clean(user.email)
    except ValidationError:
        sentence = _("{email} is no e-mail address, or longer than 254 signs: mend it or leave it out.")
        raise Unusable(sentence.format(email=user.email[:60])) from None


def _refuse_taken_names(user: User) -> None:
    """Who signs in is found by a name in any case: of two that differ in it alone neither would get in."""
    if User.objects.filter(username__iexact=user.username).exists():
        sentence = _(
            "The sign-in name {username} is taken, and large and small letters count as the same. Choose another."
        )
        raise Conflict(sentence.format(username=user.username))
    if user.email and User.objects.filter(email__iexact=user.email).exists():
        sentence = _(
            "The e-mail address {email} is taken, and large and small letters count as the same. Write another."
        )
        raise Conflict(sentence.format(email=user.email))


def _set_password(user: User, password: str | None) -> None:
    if password is None:
        user.set_unusable_password()
        return
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Unusable(" ".join(weak.messages)) from weak
    user.set_password(password)
