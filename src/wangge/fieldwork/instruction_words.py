"""To whom an instruction goes, in words."""

from wangge.fieldwork.models import Addressed
from wangge.language import _


def addressed_words(addressed: str) -> str:
    """Whose work it is."""
    return {
        Addressed.GRID_WORKERS: _("grid workers and deputies"),
        Addressed.COMMUNITY_STAFF: _("community workers"),
        Addressed.EVERYBODY: _("grid workers, deputies and community workers"),
        Addressed.VOLUNTEERS: _("volunteers, as a task that they may take"),
    }[Addressed(addressed)]
