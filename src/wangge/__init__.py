"""Wangge (网格): software for neighbourhood grid service. Only the version lives here."""

__version__ = "0.1.0"
