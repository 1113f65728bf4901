"""Addresses of the city's list, for tests that look for one."""

from tests.city import COMMUNITY, inside
from wangge.territory.addressbook import STAMP
from wangge.territory.models import Address, Area, take_turn
from wangge.territory.plainwords import initials_of, pinyin_of, plain_of


def an_address(text: str, grid: int = 0) -> Address:
    """One more line of the list, in the middle of a grid of the first community."""
    longitude, latitude = inside(grid)
    plain = plain_of(text)
    take_turn(STAMP)
    return Address.objects.create(
        community=Area.objects.get(code=COMMUNITY),
        text=text,
        plain=plain,
        pinyin=pinyin_of(plain),
        initials=initials_of(plain),
        longitude=longitude,
        latitude=latitude,
    )
