"""The centre's part of a day: taking in, filing, refusing, merging, climbing, dispatching, closing."""

from wangge.accounts.permissions import Role
from wangge.cases.actions.checking import assign_check
from wangge.cases.actions.closing import close_case
from wangge.cases.actions.dispatching import dispatch_case, escalate_case, redispatch_case, send_back_case
from wangge.cases.actions.intake import file_case, refuse_filing, take_in_case
from wangge.cases.actions.merging import merge_case
from wangge.cases.actions.verification import send_to_verify
from wangge.cases.actions.voiding import ask_void, void_case
from wangge.cases.models import Case, Order, Source
from wangge.cases.reasons import Reason
from wangge.cases.verifying import NOT_SO, TRUE
from wangge.cases.workflow import OrderKind, OrderState
from wangge.demo.days.scene import Now
from wangge.territory.actors import Actor
from wangge.territory.models import AreaKind

_NOT_THERE = "现场未发现所反映的问题，感谢您的关心。"
_PRIVATE = "所反映事项属双方自行协商范围，社区可提供调解，请联系平安调解站。"


def begin(now: Now) -> None:
    """What the desk does with a report that was just made, or that was found untrue."""
    desk = _desk(now)
    if now.story.fate.mistaken and now.case.level == AreaKind.CITY:
        ask_void(case=now.case, reason=Reason.ENTERED_BY_MISTAKE, by=desk)
        void_case(case=now.case, by=now.one_of(Role.DUTY_SUPERVISOR))
    elif _verified(now.case) == NOT_SO:
        refuse_filing(case=now.case, reason=Reason.NOT_THERE, answer=_NOT_THERE, by=desk)
    elif now.case.source == Source.GRID_WORKER or _verified(now.case) == TRUE:
        take_in_case(case=now.case, by=desk)
    else:
        send_to_verify(case=now.case, by=desk)


def file(now: Now) -> None:
    """Class and condition are given, unless it is known already or no matter for the city; some climb first."""
    desk = _desk(now)
    twin = Case.objects.filter(pk=now.story.twin, open=True).first() if now.story.twin else None
    if now.case.level != AreaKind.CITY:
        escalate_case(case=now.case, reason=Reason.BEYOND_OUR_MEANS, note="社区力量有限", by=desk)
    elif twin is not None:
        merge_case(case=now.case, into=twin, by=desk)
    elif now.story.fate.refused:
        refuse_filing(case=now.case, reason=Reason.PRIVATE_MATTER, answer=_PRIVATE, by=desk)
    else:
        story = now.story
        file_case(case=now.case, kind=story.kind, minor=story.minor, condition=story.condition, by=desk)


def dispatch(now: Now) -> None:
    """To the unit that the rules name, sometimes with a second one beside."""
    support = [_other_unit(now, None)] if now.story.fate.supported else []
    dispatch_case(case=now.case, support=support, by=now.one_of(Role.DISPATCHER))


def redispatch(now: Now) -> None:
    """After the first return to another unit; after the second intake looks at it again."""
    by = now.one_of(Role.DISPATCHER)
    if now.case.returns > 1:
        send_back_case(case=now.case, note="请重新核定类别", by=by)
        return
    back = Order.objects.filter(case=now.case, kind=OrderKind.PART, state=OrderState.SENT_BACK).first()
    redispatch_case(case=now.case, lead=_other_unit(now, back.unit_id if back else None), by=by)


def give_check(now: Now) -> None:
    """Where no worker is posted who may check, somebody of the community does."""
    checker = now.scene.cast.at_place(Role.COMMUNITY_WORKER, now.case.community_id, now.at)
    assert checker.user is not None
    assign_check(case=now.case, checker=checker.user, by=now.one_of(Role.DUTY_SUPERVISOR))


def close(now: Now) -> None:
    """Under the first closure condition of the class."""
    minor = now.scene.edition.minor_by_code(now.story.kind, now.story.minor)
    assert minor is not None
    by = now.one_of(Role.DUTY_SUPERVISOR)
    close_case(case=now.case, closure=minor.closures[0].code, answer="已处理并经现场核查，谢谢。", by=by)


def _desk(now: Now) -> Actor:
    """Whoever takes in at the level at which the case is."""
    match AreaKind(now.case.level):
        case AreaKind.COMMUNITY:
            return now.scene.cast.at_place(Role.COMMUNITY_WORKER, now.case.community_id, now.at)
        case AreaKind.SUBDISTRICT:
            code = now.case.community_id[: AreaKind.SUBDISTRICT.digits].ljust(12, "0")
            return now.scene.cast.at_place(Role.SUBDISTRICT_OFFICER, code, now.at)
        case AreaKind.DISTRICT:  # no sub-centre is manned in this city: its dispatchers stand in
            return now.one_of(Role.DISPATCHER)
        case _:
            return now.one_of(Role.INTAKE_OPERATOR)


def _verified(case: Case) -> str:
    orders = Order.objects.filter(case=case, kind=OrderKind.VERIFY, state=OrderState.DONE).order_by("-id")
    return orders.values_list("result", flat=True).first() or ""


def _other_unit(now: Now, unit: int | None) -> int:
    known = sorted(found for role, found in now.scene.cast.by_unit if role is Role.UNIT_CLERK and found != unit)
    return now.scene.chance.choice(known)
