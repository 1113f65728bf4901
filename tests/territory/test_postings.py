"""Posting people: what fits, whose periods exclude each other, who may, and what is kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from tests.city import CITY, DISTRICT, GRIDS, LONG_AGO, OTHER_COMMUNITY, SUBDISTRICT, City, at, build_city
from wangge.accounts.models import AuditEntry, Team, User
from wangge.accounts.permissions import Role
from wangge.accounts.refusals import NotAllowed, Refusal, Unusable
from wangge.territory.actions.postings import (
    PlaceTaken,
    PostingOver,
    end_posting,
    end_postings_of,
    ended_postings,
    post,
    withdraw_posting,
)
from wangge.territory.actors import Actor, actor_for
from wangge.territory.models import Area, Posting, Rank
from wangge.territory.post_words import rank_words
from wangge.territory.seating import EndReason

NOW = at("2026-03-11")
DAY = timedelta(days=1)
FREE = GRIDS[3]  # the one grid of the city without anybody

PostWorker = Callable[..., Posting]


@pytest.fixture
def city(db: None) -> City:
    return build_city()


@pytest.fixture
def administrator(city: City) -> Actor:
    return city.actor("administrator", NOW)


def somebody(team: Team = Team.GRID_WORKER, name: str = "新人") -> User:
    number = User.objects.count()
    return User.objects.create(username=f"new{number}", work_name=f"{name}{number}", team=team, joined_at=LONG_AGO)


def area(code: str) -> Area:
    return Area.objects.get(code=code)


@pytest.fixture
def post_worker(administrator: Actor) -> PostWorker:
    def post_one(
        user: User,
        grid: str = FREE,
        rank: Rank | None = Rank.PRINCIPAL,
        begins: datetime = NOW,
        ends: datetime | None = None,
    ) -> Posting:
        return post(
            user=user, role=Role.GRID_WORKER, area=area(grid[:12]), grid_code=grid, rank=rank, begins_at=begins,
            ends_at=ends, office_phone="0717-6220000", office_hours="周一至周五 9:00-17:00", by=administrator,
        )  # fmt: skip

    return post_one


def test_a_grid_worker_is_posted_and_the_audit_says_by_whom(post_worker: PostWorker, administrator: Actor) -> None:
    user = somebody()
    posting = post_worker(user)
    assert [(seat.role, seat.grid_code, seat.rank) for seat in actor_for(user, NOW).seats] == [
        (Role.GRID_WORKER, FREE, Rank.PRINCIPAL)
    ]
    assert posting.posted_by == administrator.user
    entry = AuditEntry.objects.get(action="post")
    assert (entry.actor, entry.subject, entry.at) == (administrator.user, f"user:{user.pk}", NOW)
    assert entry.reason == f"grid_worker {OTHER_COMMUNITY} 002 principal"


def test_a_posting_takes_few_statements(
    post_worker: PostWorker, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    post_worker(somebody(), grid=GRIDS[2], rank=Rank.DEPUTY)
    user = somebody()
    with django_assert_max_num_queries(14):  # two savepoint statements and the area read by the test among them
        post_worker(user)


@pytest.mark.parametrize("rank", Rank)
def test_a_grid_has_one_worker_of_a_rank_at_any_moment(post_worker: PostWorker, rank: Rank) -> None:
    first = somebody()
    post_worker(first, rank=rank)
    taken = f"Grid {FREE} has {first.work_name} as its {rank_words(rank)} since 2026-03-11"
    with pytest.raises(PlaceTaken, match=taken):
        post_worker(somebody(), rank=rank)


@pytest.mark.parametrize(
    ("begins", "ends", "free"),
    [
        (-5, 0, True),  # ends as the other begins
        (10, None, True),
        (10, 20, True),
        (-5, 1, False),
        (3, 5, False),
        (9, None, False),
        (-5, None, False),
        (-5, 30, False),
        (0, 10, False),
    ],
)
def test_periods_of_one_grid_never_overlap_whenever_they_lie(
    post_worker: PostWorker, begins: int, ends: int | None, free: bool
) -> None:
    later = NOW + 100 * DAY
    post_worker(somebody(), begins=later, ends=later + 10 * DAY)
    period = later + begins * DAY, None if ends is None else later + ends * DAY
    if free:
        assert post_worker(somebody(), begins=period[0], ends=period[1]).pk
    else:
        with pytest.raises(PlaceTaken, match="from 2026-06-19 until 2026-06-29"):
            post_worker(somebody(), begins=period[0], ends=period[1])


def test_a_worker_is_principal_of_one_grid_and_may_be_deputy_of_others(city: City, post_worker: PostWorker) -> None:
    neighbour = city.people["neighbour"]
    with pytest.raises(PlaceTaken, match=f"is principal of grid {GRIDS[1]}"):
        post_worker(neighbour)
    assert post_worker(neighbour, rank=Rank.DEPUTY).pk
    user = somebody()
    post_worker(user, grid=GRIDS[2], rank=Rank.DEPUTY)
    assert post_worker(user).pk


def test_nobody_is_principal_and_deputy_of_one_grid(post_worker: PostWorker) -> None:
    user = somebody()
    post_worker(user)
    with pytest.raises(PlaceTaken, match="nobody is both"):
        post_worker(user, rank=Rank.DEPUTY)


def test_a_posting_that_would_end_before_it_begins_is_refused(post_worker: PostWorker) -> None:
    with pytest.raises(Unusable, match="end before it begins"):
        post_worker(somebody(), ends=NOW)


def test_somebody_who_left_is_posted_nowhere(post_worker: PostWorker) -> None:
    user = somebody()
    User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(Unusable, match="has left"):
        post_worker(user)


def test_the_same_posting_is_not_made_twice(administrator: Actor, city: City) -> None:
    with pytest.raises(PlaceTaken, match="holds this very posting since 2025-01-01"):
        post(user=city.people["intake"], role=Role.INTAKE_OPERATOR, area=area(CITY), begins_at=NOW, by=administrator)


def test_nobody_gives_a_right_at_an_area_they_have_none_over(city: City, administrator: Actor) -> None:
    for name in ("supervisor", "lead", "community", "auditor"):
        with pytest.raises(NotAllowed, match="You do not post people at 西陵区"):
            post(
                user=somebody(Team.OFFICE), role=Role.DISPATCHER, area=area(DISTRICT), begins_at=NOW,
                by=city.actor(name, NOW),
            )  # fmt: skip
    local = somebody(Team.OFFICE)
    post(user=local, role=Role.ADMINISTRATOR, area=area(DISTRICT), begins_at=NOW, by=administrator)
    by = actor_for(local, NOW)
    with pytest.raises(NotAllowed, match="宜市"):
        post(user=local, role=Role.ADMINISTRATOR, area=area(CITY), begins_at=NOW, by=by)
    new = somebody(Team.OFFICE)
    assert post(user=new, role=Role.DISPATCHER, area=area(SUBDISTRICT), begins_at=NOW, by=by).pk


def test_a_posting_ends_and_stays_as_history(city: City, administrator: Actor, post_worker: PostWorker) -> None:
    posting = Posting.objects.get(user=city.people["far"])
    end_posting(posting=posting, at=NOW + DAY, reason=EndReason.TERM_OVER, by=administrator)
    successor = post_worker(somebody(), grid=GRIDS[2], begins=NOW + DAY)
    held = Posting.objects.filter(grid_code=GRIDS[2])
    assert held.in_force(NOW).get() == posting
    assert held.in_force(NOW + DAY).get() == successor
    assert held.in_force(LONG_AGO).get().end_reason == "term over"
    assert not actor_for(city.people["far"], NOW + DAY).seats


def test_an_end_is_neither_in_the_past_nor_put_off(city: City, administrator: Actor, post_worker: PostWorker) -> None:
    posting = Posting.objects.get(user=city.people["far"])
    with pytest.raises(PostingOver, match="cannot end in the past"):
        end_posting(posting=posting, at=NOW - DAY, reason=EndReason.LEFT, by=administrator)
    end_posting(posting=posting, at=NOW + 5 * DAY, reason=EndReason.LEFT, by=administrator)
    with pytest.raises(PostingOver, match="ends on 2026-03-16 already"):
        end_posting(posting=posting, at=NOW + 9 * DAY, reason=EndReason.LEFT, by=administrator)
    sooner = end_posting(posting=posting, at=NOW + 2 * DAY, reason=EndReason.LEFT, by=administrator)
    assert sooner.ends_at == NOW + 2 * DAY
    with pytest.raises(PostingOver, match="withdraw it"):
        end_posting(posting=post_worker(somebody(), begins=NOW + DAY), at=NOW, reason=EndReason.LEFT, by=administrator)


def test_only_an_administrator_of_the_area_ends_a_posting(city: City) -> None:
    posting = Posting.objects.get(user=city.people["far"])
    with pytest.raises(NotAllowed):
        end_posting(posting=posting, at=NOW, reason=EndReason.LEFT, by=city.actor("supervisor", NOW))
    with pytest.raises(NotAllowed):
        withdraw_posting(posting=posting, by=city.actor("supervisor", NOW))


def test_a_posting_that_has_not_begun_is_withdrawn_and_one_that_has_is_not(
    administrator: Actor, city: City, post_worker: PostWorker
) -> None:
    planned = post_worker(somebody(), begins=NOW + DAY)
    withdraw_posting(posting=planned, by=administrator)
    assert AuditEntry.objects.get(action="withdraw_posting").reason.endswith("002 principal")
    assert not Posting.objects.filter(grid_code=FREE).exists()
    with pytest.raises(PostingOver, match="stays as history"):
        withdraw_posting(posting=Posting.objects.get(user=city.people["far"]), by=administrator)


def test_whoever_leaves_holds_nothing_any_more(administrator: Actor, city: City, post_worker: PostWorker) -> None:
    user = city.people["far"]
    post_worker(user, rank=Rank.DEPUTY, begins=NOW + DAY)
    ended = end_postings_of(user=user, at=NOW, reason=EndReason.LEFT, by=administrator)
    assert [posting.grid_code for posting in ended] == [GRIDS[2]]
    assert not Posting.objects.within(NOW, None).filter(user=user).exists()


def test_ended_postings_are_told_once_each_by_the_period_of_their_end(administrator: Actor, city: City) -> None:
    for name, days in (("far", 1), ("lin", 2)):
        posting = Posting.objects.get(user=city.people[name])
        end_posting(posting=posting, at=NOW + days * DAY, reason=EndReason.LEFT, by=administrator)

    def told(since: int, until: int) -> list[str]:
        return [one.user.username for one in ended_postings(NOW + since * DAY, NOW + until * DAY)]

    assert (told(0, 1), told(1, 2), told(2, 3), told(0, 3)) == (["far"], ["lin"], [], ["far", "lin"])


@pytest.mark.django_db(transaction=True)
def test_two_who_post_at_once_give_a_grid_one_principal() -> None:
    city = build_city()
    by, place, start = city.actor("administrator", NOW), area(OTHER_COMMUNITY), Barrier(4)
    people = [somebody() for _number in range(4)]
    answers: list[str] = []

    def post_one(user: User) -> None:
        start.wait()
        try:
            post(
                user=user, role=Role.GRID_WORKER, area=place, grid_code=FREE, rank=Rank.PRINCIPAL, begins_at=NOW,
                ends_at=NOW + DAY, by=by,
            )  # fmt: skip
            answers.append("posted")
        except Refusal as refused:
            answers.append(refused.code)
        finally:
            connection.close()

    threads = [Thread(target=post_one, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["place-taken", "place-taken", "place-taken", "posted"]
    assert Posting.objects.filter(grid_code=FREE).count() == 1
