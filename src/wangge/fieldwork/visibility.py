"""Who may open what lies in quarantine: its owner, and who keeps the keys of the owner's area."""

from django.db.models import Q, QuerySet

from wangge.accounts.permissions import Permission
from wangge.fieldwork.models import OPEN, Quarantined
from wangge.territory.actors import Actor
from wangge.territory.overseeing import people_within


def quarantine_of(by: Actor) -> QuerySet[Quarantined]:
    """All that waits for the actor: not yet taken in, nor discarded."""
    kept = people_within(Permission.MANAGE_KEYS, by)
    theirs = Q(owner=by.user_id) | Q(owner__in=kept.values("pk"))
    return Quarantined.objects.filter(theirs, outcome__in=OPEN)
