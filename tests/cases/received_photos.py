"""Photos that were received, for tests of what becomes of them."""

from datetime import timedelta
from typing import Any

from tests.cases.pictures import jpeg
from tests.cases.written_cases import REPORTED_AT, written_case
from tests.city import City
from wangge.cases.actions.photos import receive_photo
from wangge.cases.actions.preparing import make_sizes
from wangge.cases.models import Case, Photo, PhotoStage

NOW = REPORTED_AT + timedelta(minutes=2)


def lins_case(city: City, **columns: Any) -> Case:
    return written_case(city, reported_by=city.people["lin"], **columns)


def received(city: City, content: bytes | None = None) -> Photo:
    """Lin's photo of her own report."""
    case = lins_case(city)
    return receive_photo(case=case, stage=PhotoStage.REPORT, content=content or jpeg(), by=city.actor("lin", NOW))


def ready(city: City, capture: Any, content: bytes | None = None) -> Photo:
    """The same after its job; ``capture`` is pytest's django_capture_on_commit_callbacks."""
    with capture(execute=True):
        return make_sizes(photo=received(city, content))
