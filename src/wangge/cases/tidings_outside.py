"""What a step means to programs elsewhere (webhooks): codes and moments, no words, no person and no place."""

import json

from wangge.cases.models import CaseStep
from wangge.messages.webhooks import News


def news_of(step: CaseStep) -> News:
    """The topic is ``case.`` and the verb; whoever may see the case reads the rest of it by its number."""
    told = {
        "case": step.case.number,
        "serial": step.serial,
        "verb": step.verb,
        "before": step.before,
        "after": step.after,
        "at": step.at.isoformat(),
        "unit": step.unit.code if step.unit else "",
        "due_at": step.due_at.isoformat() if step.due_at else None,
    }
    return News(f"case.{step.verb}", f"step:{step.pk}", json.dumps(told, separators=(",", ":")))
