"""Whose accounts, and which entries of the audit, lie within the area of somebody's posting. Reads only."""

from django.db.models import Q, QuerySet

from wangge.accounts.models import AuditEntry, Key, Team, User
from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotAllowed, NotFound
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.models import AreaKind, Posting, code_range


def people_within(permission: Permission, by: Actor) -> QuerySet[User]:
    """Those who hold, or held, a posting in an area where the actor has ``permission``; at the city everybody."""
    seats = by.seats_with(permission)
    if any(seat.area_kind is AreaKind.CITY for seat in seats):
        return User.objects.all()
    places = Q(pk__in=[])
    for seat in seats:
        first, last = code_range(seat.area_code, seat.area_kind)
        places |= Q(area__code__gte=first, area__code__lte=last)
    return User.objects.filter(pk__in=Posting.objects.filter(places).values("user"))


def person_within(username: str, permission: Permission, by: Actor) -> User:
    """One of them by name; NotFound for everybody else."""
    found = people_within(permission, by).filter(username=username).first()
    if found is None:
        raise NotFound(_("There is no user {name} in your area").format(name=username))
    return found


def wholly_within(user: User, permission: Permission, by: Actor) -> bool:
    """Whether the actor has ``permission`` wherever ``user`` is posted now or later.

    A password or a key is every right of its owner: who oversees a part of them only gives neither. Nor are the
    accounts of residents anybody's to open.
    """
    held = Posting.objects.within(by.at, None).filter(user=user).values_list("area__code", flat=True)
    return user.team != Team.RESIDENT and all(by.may_at(permission, code) for code in held)


def owner_of_new_key(username: str, user: User, by: Actor) -> User:
    """For whom ``user`` may make a key: oneself, or somebody of one's area by MANAGE_KEYS.

    NotFound for who is beyond the area, NotAllowed for who is posted beyond it too.
    """
    if username in {"", user.username}:
        return user
    owner = person_within(username, Permission.MANAGE_KEYS, by)
    if not wholly_within(owner, Permission.MANAGE_KEYS, by):
        sentence = _("{name} is posted beyond your area too: ask the administrator of an area around all of it.")
        raise NotAllowed(sentence.format(name=owner.work_name))
    return owner


def key_within(row: int, by: Actor) -> Key:
    """A key of the actor, or of somebody whose keys the actor keeps; NotFound for every other."""
    kept = people_within(Permission.MANAGE_KEYS, by)
    theirs = Q(owner=by.user_id) | Q(owner__in=kept)
    found = Key.objects.filter(theirs, pk=row).select_related("owner").first()
    if found is None:
        raise NotFound(_("There is no such key that you may see"))
    return found


def readable_audit(by: Actor) -> QuerySet[AuditEntry]:
    """Entries about what people of the auditor's area did; at the city all, the platform's own too."""
    seats = by.seats_with(Permission.READ_AUDIT)
    if any(seat.area_kind is AreaKind.CITY for seat in seats):
        return AuditEntry.objects.all()
    return AuditEntry.objects.filter(actor__in=people_within(Permission.READ_AUDIT, by))
