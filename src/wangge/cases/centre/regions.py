"""The area that is looked at: who may see its figures, what lies around it, what lies in it."""

from dataclasses import dataclass, replace

from django.db.models import Q

from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotAllowed, NotFound
from wangge.cases.permissions import OUT_OF_OFFICE
from wangge.language import _
from wangge.territory.actors import Actor, Seat
from wangge.territory.models import Area, AreaKind, code_range, is_inside, kind_of
from wangge.territory.one_worker import NOTHING_WITHHELD, Withheld, withheld_areas


@dataclass(frozen=True)
class Region:
    """``around`` are the wider areas that may be seen too, the widest first; ``inside`` every area in it by code."""

    area: Area
    around: tuple[Area, ...]
    children: tuple[Area, ...]
    inside: dict[str, Area]
    withheld: Withheld = NOTHING_WITHHELD

    @property
    def why_withheld(self) -> str:
        """Why no flow of the area is shown (R-61); empty where it is."""
        return self.withheld.words(self.area.code)

    @property
    def shown_children(self) -> list[Area]:
        """Those of which the flow is shown."""
        return [one for one in self.children if one.code not in self.withheld]

    @property
    def bounds(self) -> tuple[str, str]:
        """The first and the last code in it."""
        return code_range(self.area.code, AreaKind(self.area.kind))

    def child_of(self, community: str) -> Area | None:
        """The child in which the community lies; None for one that lies in none."""
        return next((one for one in self.children if is_inside(community, one.code, AreaKind(one.kind))), None)


def sees_figures(by: Actor) -> bool:
    """Whether some office of theirs opens the centre's figures; no statement."""
    return bool(_offices(by))


def region_for(by: Actor, code: str) -> Region:
    """The area ``code``, else the widest that the actor's offices see; NotAllowed for others. Two statements.

    A grid worker's figures of the whole community would be the neighbours' too.
    """
    offices = _offices(by)
    if not offices:
        raise NotAllowed(_("None of your postings opens this page"))
    wanted = code or max(offices, key=lambda seat: seat.area_kind.width).area_code
    if not (len(wanted) == 12 and wanted.isascii() and wanted.isdigit()):
        raise NotFound(_("There is no area {code}").format(code=wanted[:20]))
    if not any(seat.covers(wanted) for seat in offices):
        raise NotAllowed(_("You hold no posting at {area} that sees its figures").format(area=wanted))
    return replace(_read(wanted, offices), withheld=withheld_areas(by.at))


def _offices(by: Actor) -> list[Seat]:
    seats = by.seats_with(Permission.SEE_CASES)
    return [seat for seat in seats if not seat.of_the_unit and seat.role not in OUT_OF_OFFICE]


def _read(code: str, offices: list[Seat]) -> Region:
    kind = kind_of(code)
    chain = {code[: wider.digits].ljust(12, "0") for wider in AreaKind if wider.width > kind.width}
    rows = Area.objects.filter(Q(code__in=chain) | Q(code__range=code_range(code, kind))).defer("boundary")
    found = {area.code: area for area in rows.order_by("code")}
    if code not in found:
        raise NotFound(_("There is no area {code}").format(code=code))
    area = found.pop(code)
    around = [one for one in found.values() if one.code in chain and any(seat.covers(one.code) for seat in offices)]
    inside = {one.code: one for one in found.values() if one.code not in chain}
    children = tuple(one for one in inside.values() if one.parent_id == area.pk)
    return Region(area, tuple(around), children, {**inside, code: area})
