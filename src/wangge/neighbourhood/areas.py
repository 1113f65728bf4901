"""Areas that figures and lists are chosen by: city, district, subdistrict, community, and never below (R-61)."""

from django.db.models import Q

from wangge.accounts.refusals import NotFound
from wangge.cases.centre.regions import Region
from wangge.language import _
from wangge.territory.models import Area, AreaKind, code_range, kind_of


def region_of(code: str) -> Region:
    """The area, those around it and those inside it; without a code the city. Two statements at most."""
    wanted = code or _city()
    if not (len(wanted) == 12 and wanted.isascii() and wanted.isdigit()):
        raise NotFound(_("There is no area {code}").format(code=wanted[:20]))
    kind = kind_of(wanted)
    chain = {wanted[: wider.digits].ljust(12, "0") for wider in AreaKind if wider.width > kind.width}
    first, last = code_range(wanted, kind)
    rows = Area.objects.filter(Q(code__in=chain) | Q(code__gte=first, code__lte=last)).defer("boundary")
    found = {area.code: area for area in rows.order_by("code")}
    if wanted not in found:
        raise NotFound(_("There is no area {code}").format(code=wanted))
    area = found.pop(wanted)
    around = tuple(one for one in found.values() if one.code in chain)
    children = tuple(one for one in found.values() if one.parent_id == area.pk)
    return Region(area, around, children, {one.code: one for one in found.values() if one.code not in chain})


def _city() -> str:
    cities = Area.objects.filter(kind=AreaKind.CITY).order_by("code")
    return cities.values_list("code", flat=True).first() or ""
