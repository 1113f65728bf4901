"""What traffic saw: how long requests took, troubles by their sentence, where cases ended. Threads share it."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

_NUMBERS = re.compile(r"\d{3}-\d{3}-\d{3}-\d")  # of cases: the same trouble with two cases is one trouble


@dataclass(frozen=True)
class Ended:
    """Where a case was left; ``reason`` is empty where it is closed, refused or otherwise at its end."""

    number: str
    state: str
    reason: str = ""


@dataclass
class Seen:
    """Seconds by kind of request, troubles by sentence, cases by state and those that are not finished."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    troubles: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    unfinished: list[Ended] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def requests(self) -> int:
        return sum(map(len, self.seconds.values()))

    def took(self, kind: str, seconds: float) -> None:
        """One request was answered."""
        with self._lock:
            self.seconds[kind].append(seconds)

    def trouble(self, sentence: str) -> None:
        """One request was answered with a no, or not at all."""
        with self._lock:
            self.troubles[_NUMBERS.sub("…", sentence)] += 1

    def ended(self, case: Ended) -> None:
        """One case is left where it is."""
        with self._lock:
            self.states[case.state] += 1
            if case.reason:
                self.unfinished.append(case)

    def percentiles(self) -> Mapping[str, tuple[int, float, float]]:
        """Number, median and 95th percentile of the seconds, by kind of request, the most frequent first."""
        ordered = sorted(self.seconds.items(), key=lambda item: -len(item[1]))
        return {kind: (len(taken), _at(taken, 0.5), _at(taken, 0.95)) for kind, taken in ordered}


def _at(taken: list[float], share: float) -> float:
    return sorted(taken)[min(len(taken) - 1, int(share * len(taken)))]
