"""How far a phone has read: the ground it reads for, the last step, and how far a first reading has come."""

from dataclasses import dataclass

from wangge.accounts.transactions import Cursor


@dataclass(frozen=True)
class FeedCursor:
    """``before`` is the id of the case down to which a first reading has come; 0 when it is over."""

    ground: str
    steps: Cursor
    before: int = 0

    def __str__(self) -> str:
        return f"{self.ground}_{self.steps}_{self.before}"

    @classmethod
    def parse(cls, text: str) -> "FeedCursor | None":
        """Read what ``str`` wrote; None for anything else, which makes the phone begin anew."""
        try:
            ground, steps, before = text.split("_")
            return cls(ground, Cursor.parse(steps), int(before))
        except ValueError:
            return None
