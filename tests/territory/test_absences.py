"""Leave: the deputy stands in while it runs, open errands are handed over, and nobody learns why (R-11)."""

import pytest

from tests.cases.ends import resolved
from tests.cases.ways import DAY, order_of, reported, verbs_of
from tests.city import GRIDS, City, at
from wangge.accounts.models import AuditEntry
from wangge.accounts.refusals import NotAllowed, Unusable
from wangge.cases.actions.handing_over import hand_over_work
from wangge.cases.models import Case
from wangge.cases.workflow import OrderKind
from wangge.territory.actions.absences import AbsenceTaken, end_absence, enter_absence
from wangge.territory.models import Absence
from wangge.territory.workers import contact_card, worker_of


def away(city: City, begins: str = "08:00", ends: str = "18:00", *, who: str = "lin", by: str = "administrator"):
    return enter_absence(
        user=city.people[who],
        begins_at=at(DAY, begins),
        ends_at=at(DAY, ends),
        by=city.actor(by, at(DAY, "07:00")),
    )


def test_while_the_principal_is_on_leave_the_deputy_is_the_grids_worker(city: City):
    away(city)
    names = [
        worker.work_name
        for hour in ("07:59", "08:00", "17:59", "18:00")
        if (worker := worker_of(GRIDS[0], at(DAY, hour)))
    ]
    assert names == ["林巧", "何青", "何青", "林巧"]
    card = contact_card(GRIDS[0], at(DAY, "09:00"))
    assert card is not None
    assert (card.work_name, card.deputy_name) == ("何青", "")


def test_a_volunteers_report_is_verified_by_the_deputy_meanwhile(city: City):
    away(city)
    case = reported(city, "xu", "09:00")
    assert order_of(case, OrderKind.VERIFY).holder == city.people["deputy"]


def test_an_open_check_goes_to_the_deputy_when_leave_begins(city: City):
    case = resolved(city, "09:40")
    assert order_of(case, OrderKind.CHECK).holder == city.people["lin"]
    away(city, "12:00")
    assert hand_over_work(at(DAY, "11:59")) == 0
    assert hand_over_work(at(DAY, "12:00")) == 1
    assert hand_over_work(at(DAY, "12:01")) == 0
    assert order_of(case, OrderKind.CHECK).holder == city.people["deputy"]
    assert verbs_of(Case.objects.get())[-1] == "hand_over"


def test_leave_ends_early_or_is_taken_back_before_it_begins(city: City):
    absence = away(city, "08:00", "18:00")
    end_absence(absence=absence, by=city.actor("administrator", at(DAY, "10:00")))
    assert Absence.objects.get().ends_at == at(DAY, "10:00")
    coming = away(city, "12:00", "18:00")
    end_absence(absence=coming, by=city.actor("administrator", at(DAY, "11:00")))
    assert Absence.objects.count() == 1
    with pytest.raises(Unusable, match="ended already"):
        end_absence(absence=Absence.objects.get(), by=city.actor("administrator", at(DAY, "11:00")))


def test_two_leaves_do_not_overlap_and_none_ends_in_the_past(city: City):
    away(city)
    with pytest.raises(AbsenceTaken):
        away(city, "17:00", "19:00")
    for begins, ends in (("12:00", "11:00"), ("06:00", "06:30")):
        with pytest.raises(Unusable, match="mend the dates"):
            away(city, begins, ends, who="deputy")


@pytest.mark.parametrize("who", ["lin", "community", "supervisor", "planner"])
def test_only_who_posts_the_person_enters_leave(city: City, who: str):
    with pytest.raises(NotAllowed):
        away(city, by=who)
    assert not Absence.objects.exists()


def test_the_audit_says_who_entered_it_and_never_why(city: City):
    away(city)
    entry = AuditEntry.objects.get(action="enter_absence")
    assert (entry.actor, entry.subject, entry.reason) == (
        city.people["administrator"],
        f"user:{city.people['lin'].pk}",
        "",
    )
    assert {field.name for field in Absence._meta.get_fields()} == {"id", "user", "begins_at", "ends_at", "entered_by"}
