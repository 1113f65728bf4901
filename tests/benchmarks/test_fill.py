"""The cases that benchmarks measure with: every column that the tables ask for is there, on both databases."""

import pytest

from benchmarks.caseload import fill
from wangge.cases.models import Case, CaseStep, FlowTally, Tally


@pytest.mark.django_db(transaction=True)
def test_a_city_is_filled_with_cases_and_their_counters(monkeypatch):
    monkeypatch.setattr(fill, "OPEN", 200)
    fill.answer(cases=300)
    assert Case.objects.count() == 300
    assert Case.objects.filter(open=True).count() == 200
    assert Case.objects.filter(state="closed").exists()
    assert CaseStep.objects.filter(case__in=Case.objects.filter(open=True)).exists()
    assert Tally.objects.exists()
    assert FlowTally.objects.filter(unit=0).exists()
    assert FlowTally.objects.exclude(unit=0).exists()
