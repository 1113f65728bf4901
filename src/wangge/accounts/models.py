"""People who sign in, their keys, and the audit with its seals. Where they may act is a posting (territory)."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from wangge.accounts.transactions import CurrentTransaction

NAME_SIGNS = "[A-Za-z0-9._@+-]"  # of a sign-in name, as a class of a pattern


class Team(models.TextChoices):
    """The three teams of the model (R-10), those in offices, and residents with an account."""

    COMMUNITY_WORKER = "community_worker"
    GRID_WORKER = "grid_worker"
    VOLUNTEER = "volunteer"
    OFFICE = "office"
    RESIDENT = "resident"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """Somebody who signs in. No rights lie here: authority is a role at an area, by a dated posting."""

    username = models.CharField(max_length=60, unique=True)
    work_name = models.CharField(max_length=60)
    email = models.EmailField(blank=True)
    team = models.CharField(max_length=20, choices=Team.choices)
    language = models.CharField(max_length=10, default="zh_Hans")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    last_login = None  # Django's; when somebody was last online is kept nowhere

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["work_name"]  # noqa: RUF012 (Django asks for a list)

    class Meta:
        constraints = (
            # Both are looked for in any case when somebody signs in.
            models.UniqueConstraint(Lower("username"), name="user_name_once_in_any_case"),
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="user_email_once_in_any_case"),
            models.CheckConstraint(condition=Q(team__in=Team.values), name="user_team_known"),
        )

    def __str__(self) -> str:
        return self.work_name

    @property
    def needs_second_factor(self) -> bool:
        """Whoever works with other people's reports proves who they are twice."""
        return self.team in {Team.COMMUNITY_WORKER, Team.GRID_WORKER, Team.OFFICE}


class KeyKind(models.TextChoices):
    DEVICE = "device"
    API = "api"


class Key(models.Model):
    """The key of a phone or of a program: shown once, kept as a hash, scoped, revocable. Its use is not recorded."""

    kind = models.CharField(max_length=10, choices=KeyKind.choices)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="keys")
    label = models.CharField(max_length=60)
    lookup = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.label} ({self.lookup})"


class AuditEntries(models.QuerySet["AuditEntry"]):
    def about(self, subject: str) -> "AuditEntries":
        """Everything on record about one subject, newest first: what the person may see (R-58)."""
        return self.filter(subject=subject).select_related("actor").order_by("-at", "-id")


class AuditEntry(models.Model):
    """One sign-in, reading of personal data or change of rights; append-only, sealed in batches (R-58)."""

    at = models.DateTimeField()
    action = models.CharField(max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    transaction = models.BigIntegerField(db_default=CurrentTransaction(), editable=False)

    objects = AuditEntries.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["subject", "at"], name="audit_by_subject"),
            models.Index(fields=["transaction", "id"], name="audit_by_transaction"),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class AuditSeal(models.Model):
    """A batch of entries and the hash over them and the seal before: the chain that shows a later change."""

    serial = models.PositiveBigIntegerField(unique=True)
    last_transaction = models.BigIntegerField()
    last_entry = models.BigIntegerField()
    entries = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"seal {self.serial}"
