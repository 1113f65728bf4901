"""What stands in the menu of the public site: for everybody the same."""

from django.urls import reverse

from wangge.language import _
from wangge.screens.menu import Entry


def entries() -> list[Entry]:
    """The public pages, the most wanted first."""
    return [
        Entry(_("Report something"), reverse("report")),
        Entry(_("My report"), reverse("my_report")),
        Entry(_("Near me"), reverse("near")),
        Entry(_("My grid worker"), reverse("worker")),
        Entry(_("Figures"), reverse("figures")),
    ]
