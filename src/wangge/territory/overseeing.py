"""Whose accounts, and which entries of the audit, lie within the area of somebody's posting. Reads only."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from wangge.accounts.models import AuditEntry, Key, Team, User
from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotAllowed, NotFound
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.models import AreaKind, Posting, code_range


def people_within(permission: Permission, by: Actor) -> QuerySet[User]:
    """Those whom the actor oversees where they have ``permission``; at the city everybody.

    They hold a posting there now, or will, and none elsewhere: who posts somebody of another area for next year
    has no say over them before, nor has the area that they left.
    """
    if _is_of_city(permission, by):
        return User.objects.all()
    here, held = _places(permission, by), Posting.objects.within(by.at, None)
    coming = held.filter(here).exclude(user__in=held.exclude(here).values("user"))
    in_force = Posting.objects.in_force(by.at).filter(here)
    return User.objects.filter(Q(pk__in=in_force.values("user")) | Q(pk__in=coming.values("user")))


def people_seen(permission: Permission, by: Actor) -> QuerySet[User]:
    """Those whom the actor oversees, and those who held a posting there once: for looking at the history only."""
    if _is_of_city(permission, by):
        return User.objects.all()
    held = Posting.objects.filter(_places(permission, by), begins_at__lte=by.at).values("user")
    return User.objects.filter(Q(pk__in=people_within(permission, by).values("pk")) | Q(pk__in=held))


def oversees(user: User, permission: Permission, by: Actor) -> bool:
    """Whether ``user`` is one of them."""
    return people_within(permission, by).filter(pk=user.pk).exists()


def postings_seen(user: User, permission: Permission, by: Actor) -> QuerySet[Posting]:
    """What somebody holds and held: all of it for who oversees them, else what lies in the own area."""
    found = Posting.objects.filter(user=user)
    return found if oversees(user, permission, by) else found.filter(_places(permission, by))


def person_seen(username: str, permission: Permission, by: Actor) -> User:
    """One of ``people_seen`` by name; NotFound for everybody else."""
    return _named(username, people_seen(permission, by))


def person_within(username: str, permission: Permission, by: Actor) -> User:
    """One of ``people_within`` by name; NotFound for everybody else."""
    return _named(username, people_within(permission, by))


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
    """Entries about what people did while posted in the auditor's area; at the city all, the platform's own too."""
    if _is_of_city(Permission.READ_AUDIT, by):
        return AuditEntry.objects.all()
    then = Q(ends_at__isnull=True) | Q(ends_at__gt=OuterRef("at"))
    posted = Posting.objects.filter(_places(Permission.READ_AUDIT, by), then, begins_at__lte=OuterRef("at"))
    return AuditEntry.objects.filter(Exists(posted.filter(user=OuterRef("actor"))))


def _is_of_city(permission: Permission, by: Actor) -> bool:
    return any(seat.area_kind is AreaKind.CITY for seat in by.seats_with(permission))


def _places(permission: Permission, by: Actor) -> Q:
    """Of postings: those in an area where the actor has ``permission``."""
    places = Q(pk__in=[])
    for seat in by.seats_with(permission):
        first, last = code_range(seat.area_code, seat.area_kind)
        places |= Q(area__code__gte=first, area__code__lte=last)
    return places


def _named(username: str, people: QuerySet[User]) -> User:
    found = people.filter(username=username).first()
    if found is None:
        raise NotFound(_("There is no user {name} in your area").format(name=username))
    return found
