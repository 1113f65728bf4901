"""Classes with their conditions: the edition in force, found as people type. Open to everybody who may report."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Path, Query, Router, Schema

from wangge.accounts.refusals import NotFound
from wangge.catalogue.class_search import find_classes
from wangge.catalogue.class_words import kind_words
from wangge.catalogue.contents import Minor
from wangge.catalogue.editions import edition_in_force
from wangge.catalogue.models import Kind
from wangge.language import CHINESE, _, active_language
from wangge.territory.doors import ANYBODY, SLOWED
from wangge.territory.etags import unchanged
from wangge.territory.inputs import ClassCode

router = Router(auth=ANYBODY, throttle=SLOWED)


class ConditionOut(Schema):
    """A filing condition and the time that a unit then has."""

    code: str
    text_zh: str
    text_en: str
    limit: float = Field(description="In `unit`.")
    unit: str = Field(description="urgent_hour, work_hour, work_day or natural_day.")


class ClosureOut(Schema):
    code: str
    text_zh: str
    text_en: str


class MinorOut(Schema):
    kind: str
    code: str
    name_zh: str
    name_en: str
    owner_kind: str
    photo_needed: bool
    urgent: bool
    inside_dwelling: bool
    public_when: str
    urgent_call: str = Field(description="Whom to telephone at once; empty for most.")
    description_zh: str
    description_en: str
    conditions: list[ConditionOut]
    closures: list[ClosureOut]


class MajorOut(Schema):
    kind: str
    code: str
    name_zh: str
    name_en: str


class CatalogueOut(Schema):
    number: int = Field(description="The number of the edition.")
    majors: list[MajorOut]
    minors: list[MinorOut]


class SearchQuery(Schema):
    q: str = Field(min_length=1, max_length=60, description="Chinese, English, pinyin, initials or a code.")
    limit: int = Field(10, ge=1, le=50)


@router.get("/classes", response={200: CatalogueOut, 304: None}, summary="All classes with their conditions")
def list_classes(request: HttpRequest, response: HttpResponse) -> Any:
    """Return the edition in force; its ETag stays the same until another edition, calendar or unit takes force."""
    edition = edition_in_force()
    same = unchanged(request, response, edition.version_id, edition.number)
    if same is not None:
        return same
    return {
        "number": edition.number,
        "majors": [major.__dict__ for major in edition.majors],
        "minors": [_shown(minor) for minor in edition.minors.values()],
    }


@router.get("/classes/search", response=list[MinorOut], summary="Find a class")
def search_classes(request: HttpRequest, asked: Query[SearchQuery]) -> list[dict[str, object]]:
    """Return the likeliest first; a slip or two is forgiven."""
    language = CHINESE if active_language() == CHINESE else "en"
    return [_shown(minor) for minor in find_classes(edition_in_force(), asked.q, language, asked.limit)]


@router.get("/classes/{kind}/{code}", response=MinorOut, summary="One class")
def read_class(request: HttpRequest, kind: Kind, code: Path[ClassCode]) -> dict[str, object]:
    """Return the minor class with this code in the edition in force."""
    return _shown(minor_of(kind, code))


def minor_of(kind: str, code: str) -> Minor:
    """The class of the edition in force; NotFound where there is none."""
    minor = edition_in_force().minor_by_code(kind, code)
    if minor is None:
        raise NotFound(_("There is no {kind} class {code}").format(kind=kind_words(kind), code=code))
    return minor


def _shown(minor: Minor) -> dict[str, object]:
    conditions = [
        {
            "code": one.code,
            "text_zh": one.text_zh,
            "text_en": one.text_en,
            "limit": float(one.limit.amount),
            "unit": one.limit.unit,
        }
        for one in minor.conditions
    ]
    return {**minor.__dict__, "conditions": conditions, "closures": [one.__dict__ for one in minor.closures]}
