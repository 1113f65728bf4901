"""Who has a case open at the desk now, so that a colleague takes the next one. Never a history of it."""

from django.conf import settings
from django.db import models

from wangge.cases.models.case import Case


class Hold(models.Model):
    """One row a case and one a person, overwritten, erased soon after it ends (R-47): it says "now" and nothing more.

    It forbids nothing: whoever decides first wins, by the version of the case.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="hold")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["holder"], name="hold_one_case_a_person"),)

    def __str__(self) -> str:
        return f"until {self.until:%H:%M:%S}"
