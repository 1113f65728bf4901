"""A day's traffic for a running server: people of a demonstration act over HTTP. ``drive`` is the door; no database."""

from wangge.demo.traffic.driving import drive
from wangge.demo.traffic.orders import Orders
from wangge.demo.traffic.seen import Ended, Seen

__all__ = ["Ended", "Orders", "Seen", "drive"]
