"""The outbox: a row for each message until it is gone, with attempts. Preferences, alerts, webhooks beside it."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Channel(models.TextChoices):
    """How a message leaves; INBOX stays here and is read by whoever signs in."""

    INBOX = "inbox"
    EMAIL = "email"
    SMS = "sms"
    WEBHOOK = "webhook"


class MessageState(models.TextChoices):
    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"


class Message(models.Model):
    """One text to one recipient: a user, a desk (``unit:12``, ``grid:420502002021003``) or a sealed address.

    ``key`` makes a repeat harmless. The sealed address is emptied once the message is gone, and so are its words then.
    """

    key = models.CharField(max_length=100, unique=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    to_desk = models.CharField(max_length=40, blank=True)
    to_sealed = models.BinaryField(null=True)
    topic = models.CharField(max_length=40)
    subject = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    language = models.CharField(max_length=10, default="zh_Hans")
    urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.WAITING)
    written_at = models.DateTimeField()
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)
    gone_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(to_user__isnull=False) | ~Q(to_desk="") | Q(to_sealed__isnull=False) | ~Q(state="waiting"),
                name="message_has_recipient",
            ),
        )
        indexes = (
            models.Index(fields=["not_before"], condition=Q(state="waiting"), name="message_waiting"),
            models.Index(fields=["to_user", "-written_at"], name="message_of_user"),
            models.Index(fields=["to_desk", "-written_at"], name="message_of_desk"),
        )

    def __str__(self) -> str:
        return self.key


class Preference(models.Model):
    """How somebody wants to be told: quiet hours, one digest a day instead of many messages."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="message_preference")
    email = models.BooleanField(default=True)
    digest = models.BooleanField(default=False)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user}"


class Alert(models.Model):
    """Something that somebody must look after: raised once while it stands, owned by one person or desk."""

    key = models.CharField(max_length=100)
    topic = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    desk = models.CharField(max_length=40, blank=True)
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["key"], condition=Q(settled_at__isnull=True), name="alert_once_at_a_time"),
        )

    def __str__(self) -> str:
        return self.key


class Webhook(models.Model):
    """A program elsewhere that is told of steps: signed, with a secret that is sealed at rest."""

    url = models.URLField()
    topics = models.CharField(max_length=200)
    secret = models.BinaryField()
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.url
