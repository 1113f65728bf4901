"""By which way a case came, in words."""

from wangge.cases.models import Source
from wangge.language import _


def source_words(source: str) -> str:
    """How the report came in, as screens say it."""
    return _WORDS[Source(source)]()


_WORDS = {
    Source.GRID_WORKER: lambda: _("from a grid worker"),
    Source.STATION: lambda: _("from the station"),
    Source.RESIDENT: lambda: _("from a resident"),
    Source.VOLUNTEER: lambda: _("from a volunteer"),
    Source.DEPARTMENT: lambda: _("from a department"),
    Source.HOTLINE: lambda: _("from the hotline"),
    Source.TELEPHONE: lambda: _("by telephone"),
    Source.OPEN311: lambda: _("from another program"),
    Source.MESSAGE: lambda: _("by message"),
}
