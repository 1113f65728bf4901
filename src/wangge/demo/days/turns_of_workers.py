"""What happens at the place: verification, the check, and what the reporter says in the end."""

from datetime import datetime

from wangge.cases.actions.checking import check_case
from wangge.cases.actions.follow_ups import answer_follow_up
from wangge.cases.actions.verification import refute_case, verify_case
from wangge.cases.models import Follower, FollowUp, Order, Outcome, PhotoStage
from wangge.cases.reasons import Reason
from wangge.cases.workflow import ORDER_OPEN, OrderKind
from wangge.demo.days.reports import add_photo
from wangge.demo.days.scene import Now, Scene, Story
from wangge.territory.actors import Actor, reporter

_PHOTO_AT_CHECK = 0.2


def verify(now: Now) -> None:
    """True, or not: by whoever was asked. Nobody asked any more is nothing to do."""
    holder = _holder(now, OrderKind.VERIFY)
    if holder is None:
        return
    if now.story.fate.untrue:
        refute_case(case=now.case, reason=Reason.NOT_THERE, note="现场未见", by=holder)
    else:
        verify_case(case=now.case, note="情况属实", by=holder)


def check(now: Now) -> None:
    """Fixed, accepted as it is, or back for rework."""
    holder = _holder(now, OrderKind.CHECK)
    if holder is None:
        return
    if now.scene.chance.random() < _PHOTO_AT_CHECK:
        add_photo(now.scene, now.case, PhotoStage.CHECK, holder)
    case = now.scene.case_of(now.story)
    if case.reworks < now.story.fate.reworks:
        check_case(case=case, outcome=Outcome.NOT_FIXED, reason=Reason.NOT_FIXED, note="问题仍在", by=holder)
    elif now.story.fate.partly:
        note = "大部分已清理，余下部分待换季补种"
        check_case(case=case, outcome=Outcome.PARTLY, reason=Reason.PARTLY_FIXED, note=note, accept=True, by=holder)
    else:
        check_case(case=case, outcome=Outcome.FIXED, by=holder)


def answer(scene: Scene, story: Story, at: datetime) -> bool:
    """What the reporter says when asked; whether it opened the case again."""
    follower = Follower.objects.select_related("case__merged_into").filter(case=story.case, reporter=True).first()
    if follower is None or not FollowUp.objects.filter(follower=follower).exists():
        return False
    fixed = not story.fate.says_no or follower.case.reopenings > 0
    by = reporter(at) if follower.user_id is None else scene.cast.user(follower.user_id, at)
    return answer_follow_up(follower=follower, fixed=fixed, satisfied=fixed, by=by).reopened


def _holder(now: Now, kind: OrderKind) -> Actor | None:
    orders = Order.objects.filter(case=now.case, kind=kind, state__in=sorted(ORDER_OPEN), holder__isnull=False)
    holder = orders.order_by("-id").values_list("holder", flat=True).first()
    return None if holder is None else now.scene.cast.user(holder, now.at)
