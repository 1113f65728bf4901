from datetime import UTC, datetime, timedelta

import pytest

from tests.accounts.people import made_user
from wangge.messages.alerts import AlertDraft, raise_alert, raise_alerts, settle_alert, settle_alerts, standing_alerts
from wangge.messages.models import Alert

AT = datetime(2026, 3, 11, tzinfo=UTC)
VACANT = "vacancy:420502002021001"

pytestmark = pytest.mark.django_db


def raise_vacancy(at=AT, **given) -> Alert:
    wanted = {"key": VACANT, "topic": "vacancy", "text": "No worker", "desk": "grid_station:1"}
    return raise_alert(**(wanted | given), at=at)


def test_an_alert_is_raised_once_while_it_stands():
    first = raise_vacancy()
    assert raise_vacancy(AT + timedelta(hours=1), text="Still no worker") == first
    assert Alert.objects.get().raised_at == AT


def test_a_settled_alert_can_be_raised_anew():
    raise_vacancy()
    assert settle_alert(key=VACANT, at=AT)
    assert not settle_alert(key=VACANT, at=AT)
    raise_vacancy()
    assert Alert.objects.count() == 2
    assert [alert.settled_at for alert in standing_alerts("vacancy")] == [None]


def test_an_alert_has_exactly_one_owner():
    with pytest.raises(ValueError, match="one owner or one desk"):
        raise_vacancy(desk="")
    with pytest.raises(ValueError, match="one owner or one desk"):
        raise_vacancy(owner=made_user())
    assert raise_vacancy(owner=made_user("other"), desk="").desk == ""


def test_many_are_raised_and_settled_in_one_statement_each(django_assert_num_queries):
    drafts = [AlertDraft(f"vacancy:{number}", "vacancy", "No worker", desk="x") for number in range(50)]
    with django_assert_num_queries(1):
        raise_alerts(drafts, at=AT)
    with django_assert_num_queries(1):
        assert settle_alerts([draft.key for draft in drafts], at=AT) == 50


def test_a_text_that_is_too_long_is_cut():
    assert len(raise_vacancy(text="长" * 400).text) == 300
