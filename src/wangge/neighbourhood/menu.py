"""The menu of who is not signed in."""

from django.urls import reverse

from wangge.language import _
from wangge.screens.menu import Entry


def public_entries() -> list[Entry]:
    """In the order in which people need them; no statement."""
    return [
        Entry(_("Report a problem"), reverse("report")),
        Entry(_("My report"), reverse("my_report")),
        Entry(_("Near me"), reverse("near")),
        Entry(_("My grid worker"), reverse("worker")),
        Entry(_("Figures"), reverse("figures")),
    ]
