"""What stands on the page behind a private link: the story, who has it, by when, and what one may do. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from wangge.accounts.models import AuditEntry
from wangge.cases.actions.closing import case_followed, may_reopen
from wangge.cases.actions.following import subject_of
from wangge.cases.models import Follower
from wangge.cases.outcomes import outcome_words
from wangge.cases.tracking import Story, story_of
from wangge.catalogue.contents import in_language
from wangge.neighbourhood.whose_turn import deadline_of, holder_words
from wangge.territory.actors import Actor

_MOST_READINGS = 20


@dataclass(frozen=True)
class MyReport:
    """The story in words; ``hears`` where a contact is kept, ``readings`` when and why somebody read it (R-58).

    ``may_reopen`` where a "no" opens it again: of who reported it, not of who joined.
    """

    story: Story
    what: str
    holder: str
    deadline: str
    outcome: str
    open: bool
    may_reopen: bool
    hears: bool
    readings: tuple[tuple[datetime, str], ...]


def my_report(follower: Follower, by: Actor) -> MyReport:
    """Seven statements at most."""
    story = story_of(follower)
    case = case_followed(follower)
    return MyReport(
        story=story,
        what=in_language(story.minor_zh, story.minor_en),
        holder=holder_words(case),
        deadline=deadline_of(case, by.at),
        outcome=outcome_words(story.outcome),
        open=case.open,
        may_reopen=may_reopen(follower, by),
        hears=follower.sealed is not None,
        readings=_readings(follower) if follower.sealed is not None else (),
    )


def _readings(follower: Follower) -> tuple[tuple[datetime, str], ...]:
    about = AuditEntry.objects.filter(subject=subject_of(follower), action="contact.read")
    return tuple(about.order_by("-at", "-id").values_list("at", "reason")[:_MOST_READINGS])
