"""What people read for the kind of a class, in the active language."""

from wangge.catalogue.models import Kind
from wangge.language import _


def kind_words(kind: str) -> str:
    """Component or event; what is neither stays as it was given, since somebody else wrote it."""
    return {Kind.COMPONENT.value: _("component"), Kind.EVENT.value: _("event")}.get(kind, kind or "?")
