"""Simulated days: every case ends or says why not, and where each one is follows from its steps."""

from collections import Counter
from datetime import timedelta

import pytest

from tests.demo.small_city import BEGINS, built
from wangge.accounts.refusals import Unusable
from wangge.cases.models import Case, CaseStep, FollowUp, Photo
from wangge.cases.workflow import ENDED, Verb
from wangge.demo.city import Files
from wangge.demo.days import Findings, simulate_days
from wangge.demo.days.findings import findings_of

pytestmark = pytest.mark.django_db(transaction=True)  # who reads steps waits until they are committed
DAYS = 4


@pytest.fixture
def played(demo_files: Files) -> Findings:
    """A few days with few reports: time enough for most cases to end."""
    built(demo_files)
    return simulate_days(begins_at=BEGINS, days=DAYS, share=0.1, seed=11)


def test_days_are_played_without_a_refusal_and_states_follow_from_steps(played: Findings):
    assert played.astray == ()
    assert played.refusals == {}
    assert played.cases == Case.objects.count() == sum(played.by_state.values()) > 50
    assert played.steps == CaseStep.objects.count()
    ended = sum(count for state, count in played.by_state.items() if state in ENDED)
    assert ended > 0.4 * played.cases
    assert len(played.unfinished) == played.cases - ended
    assert all(case.reason for case in played.unfinished)
    _everything_happens()
    _everybody_keeps_apart()


def _everything_happens() -> None:
    """What must not be missing from a demonstration, whatever the lot."""
    verbs = Counter(CaseStep.objects.values_list("verb", flat=True))
    wanted = (
        *(Verb.VERIFY, Verb.TAKE_IN, Verb.FILE, Verb.DISPATCH, Verb.ACKNOWLEDGE, Verb.ASSIGN, Verb.RESOLVE),
        *(Verb.CHECK, Verb.CLOSE, Verb.ADD_PHOTO, Verb.FOLLOW_UP, Verb.WARN),
    )
    assert [verb for verb in wanted if not verbs[verb]] == []
    assert FollowUp.objects.filter(fixed=True).exists()
    hashes = Photo.objects.values_list("received_hash", flat=True)
    assert len(set(hashes)) == len(hashes) > 50


def _everybody_keeps_apart() -> None:
    """Who resolved never checks or closes (R-17), and nobody acts before the days begin."""
    by_case: dict[int, dict[str, set[int]]] = {}
    for case, verb, user in CaseStep.objects.values_list("case", "verb", "by"):
        by_case.setdefault(case, {}).setdefault(verb, set()).add(user)
    for verbs in by_case.values():
        resolvers = verbs.get(Verb.RESOLVE, set())
        assert not resolvers & verbs.get(Verb.CHECK, set())
        assert not (resolvers | verbs.get(Verb.CHECK, set())) & verbs.get(Verb.CLOSE, set())
    moments = CaseStep.objects.order_by("case", "serial").values_list("case", "at")
    before = dict.fromkeys(by_case, BEGINS)
    for case, at in moments:
        assert before[case] <= at < BEGINS + timedelta(days=DAYS)
        before[case] = at


def test_what_is_astray_is_found_and_nothing_happens_after_the_last_moment(demo_files: Files):
    built(demo_files)
    noon = BEGINS + timedelta(hours=12)
    found = simulate_days(begins_at=BEGINS, days=1, share=0.3, seed=4, until=noon)
    assert (found.cases > 5, found.astray) == (True, ())
    assert not CaseStep.objects.filter(at__gte=noon).exists()
    changed, other = Case.objects.order_by("pk")[:2]
    Case.objects.filter(pk=changed.pk).update(version=changed.version + 1)
    CaseStep.objects.filter(case=other, serial=1).update(verb=Verb.CLOSE)
    assert set(findings_of(Case.objects.all(), {}, {}).astray) == {changed.number, other.number}


def test_without_people_no_day_can_be_played(db: None):
    with pytest.raises(Unusable, match="build the demonstration city first"):
        simulate_days(begins_at=BEGINS, days=1, share=0.1, seed=1)
