"""Who is told how a case goes on, their sealed contact, and what they answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wangge.cases.models.case import Case
from wangge.messages.models import Channel


class Follower(models.Model):
    """The reporter, or somebody who said "me too". The contact is sealed and never in a list, log or step.

    An address is told once for each case, however often it joins: ``contact_digest`` is of who is told, and no other.
    ``token_digest`` belongs to the private tracking link, of which only the hash is kept. ``client_id`` is made by the
    page or device, once for each "me too": what is sent twice joins once.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="followers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="followed")
    reporter = models.BooleanField(default=False)
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    may_call = models.BooleanField(default=False)  # agreed to be called; for who has no phone that reads messages
    sealed = models.BinaryField(null=True)  # name and address of the contact, by the vault
    contact_digest = models.CharField(max_length=64, blank=True, default="")
    language = models.CharField(max_length=10, default="zh_Hans")
    token_digest = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()
    client_id = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case"], condition=Q(reporter=True), name="follower_one_reporter"),
            models.UniqueConstraint(
                fields=["case", "user"], condition=Q(user__isnull=False), name="follower_user_once"
            ),
            models.UniqueConstraint(
                fields=["case", "contact_digest"], condition=~Q(contact_digest=""), name="follower_told_once"
            ),
            models.UniqueConstraint(
                fields=["case", "client_id"], condition=Q(client_id__isnull=False), name="follower_join_once"
            ),
        )

    def __str__(self) -> str:
        return f"follower {self.pk}"


class FollowUp(models.Model):
    """The question after the end, "is it really fixed?", and the answer; a "no" reopens."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="follow_ups")
    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="follow_ups")
    round = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    fixed = models.BooleanField(null=True)
    satisfied = models.BooleanField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["follower", "round"], name="follow_up_once_a_round"),)
        indexes = (
            models.Index(fields=["asked_at"], condition=Q(answered_at__isnull=True), name="follow_up_unanswered"),
            models.Index(fields=["answered_at"], condition=Q(fixed=False), name="follow_up_not_fixed"),
        )

    def __str__(self) -> str:
        return f"round {self.round}"
