"""Instructions down and reports up (R-39). Whom an instruction addresses follows from postings (``addressed``)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wangge.territory.models import Area

LONGEST_TITLE = 80
LONGEST_TEXT = 4000
LONGEST_ANSWER = 4000
MOST_PLACES = 99


class Addressed(models.TextChoices):
    """Whose work it is, within the area."""

    GRID_WORKERS = "grid_workers"  # principals and deputies
    COMMUNITY_STAFF = "community_staff"
    EVERYBODY = "everybody"
    VOLUNTEERS = "volunteers"  # free to take it or not: a task


class InstructionQuerySet(models.QuerySet["Instruction"]):
    def open(self, at: datetime) -> "InstructionQuerySet":
        """Those that whoever holds a seat now is told."""
        return self.filter(withdrawn_at__isnull=True, open_until__gt=at)


class Instruction(models.Model):
    """What is asked of whoever holds the seats of an area, or of one grid in it; of volunteers as a task."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="instructions")
    grid_code = models.CharField(max_length=15, blank=True)
    addressed = models.CharField(max_length=16, choices=Addressed.choices)
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField()
    places = models.PositiveSmallIntegerField(default=0)  # of a task: how many may take it
    report_wanted = models.BooleanField(default=False)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True)
    open_until = models.DateTimeField()  # later holders of a seat are not told any more
    withdrawn_at = models.DateTimeField(null=True)

    objects = InstructionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(open_until__gt=F("given_at")), name="instruction_is_open_for_a_time"),
            models.CheckConstraint(
                condition=Q(grid_code="") | Q(addressed=Addressed.GRID_WORKERS.value),
                name="instruction_of_a_grid_is_its_workers",
            ),
            models.CheckConstraint(
                condition=Q(addressed="volunteers", places__gt=0) | ~Q(addressed="volunteers") & Q(places=0),
                name="instruction_to_volunteers_is_a_task",
            ),
        )
        indexes = (
            models.Index(fields=["open_until"], condition=Q(withdrawn_at__isnull=True), name="instruction_open"),
            models.Index(fields=["given_at"], name="instruction_by_giving"),
        )

    def __str__(self) -> str:
        return f"instruction {self.pk}"

    @property
    def place(self) -> str:
        """The code of its grid, else of its area."""
        return self.grid_code or self.area.code


class Acknowledgement(models.Model):
    """Somebody has read it, or taken the task, and what they report. It stays theirs, whoever holds the seat later."""

    instruction = models.ForeignKey(Instruction, on_delete=models.CASCADE, related_name="acknowledgements")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    acknowledged_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["instruction", "person"], name="acknowledgement_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="acknowledgement_answer_has_its_time",
            ),
        )
        indexes = (models.Index(fields=["acknowledged_at"], name="acknowledgement_by_time"),)

    def __str__(self) -> str:
        return f"acknowledgement {self.pk}"
