"""How much traffic is wanted. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Orders:
    """So many reports a worker and day by so many workers; ``threads`` cases are on their way at a time."""

    url: str
    workers: int
    days: int = 1
    reports_a_worker: int = 10
    threads: int = 8
    seed: int = 0

    @property
    def reports(self) -> int:
        return self.workers * self.days * self.reports_a_worker
