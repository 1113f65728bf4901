"""What is wrong with a plan that a city brings: each defect by name, with the row and the code that it is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from wangge.accounts.refusals import Unusable
from wangge.language import _

SHOWN = 20  # in the sentence itself; all of them are in ``defects``


@dataclass(frozen=True)
class Defect:
    """``kind`` is a stable word; ``row`` the feature as QGIS numbers it, None if it is about no single one."""

    kind: str
    sentence: str
    row: int | None = None
    code: str = ""
    fatal: bool = True

    def __str__(self) -> str:
        if self.row is None:
            return self.sentence
        return _("row {row}, grid {code}: {sentence}").format(
            row=self.row, code=self.code or _("(no code)"), sentence=self.sentence
        )


class PlanDefects(Unusable):
    """The plan cannot be used as it is; nothing was written. ``defects`` has all of them, the mild ones too."""

    code = "plan-defects"

    def __init__(self, defects: Sequence[Defect]) -> None:
        self.defects = tuple(defects)
        fatal = [defect for defect in self.defects if defect.fatal]
        first = _("The plan has {count} defects and was not imported; mend them and import again.")
        lines = [first.format(count=len(fatal)), *map(str, fatal[:SHOWN])]
        if len(fatal) > SHOWN:
            lines.append(_("… and {more} more").format(more=len(fatal) - SHOWN))
        super().__init__("\n".join(lines))
