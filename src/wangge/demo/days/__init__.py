"""The simulated days of the demonstration city. ``simulate_days`` is the door."""

from wangge.demo.days.findings import Findings, Unfinished
from wangge.demo.days.simulating import simulate_days

__all__ = ["Findings", "Unfinished", "simulate_days"]
