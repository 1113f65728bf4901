"""A believable synthetic city, made from a seed. ``make_town`` is the door; writing files is not done here."""

from wangge.demo.town.city import make_town
from wangge.demo.town.committees import MOST_COMMUNITIES, Committee, committees

__all__ = ["MOST_COMMUNITIES", "Committee", "committees", "make_town"]
