from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from wangge.messages.timing import QuietHours, last_digest

ZONE = ZoneInfo("Asia/Shanghai")
NIGHT, NOON = QuietHours(time(22), time(7)), QuietHours(time(12), time(14))


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("quiet", "at", "end"),
    [
        (NIGHT, local(17, 22, 40), local(18, 7)),
        (NIGHT, local(17, 22), local(18, 7)),
        (NIGHT, local(18, 0), local(18, 7)),
        (NIGHT, local(18, 6, 59), local(18, 7)),
        (NIGHT, local(18, 7), None),
        (NIGHT, local(18, 21, 59), None),
        (NOON, local(18, 12), local(18, 14)),
        (NOON, local(18, 13, 59), local(18, 14)),
        (NOON, local(18, 14), None),
        (NOON, local(18, 11, 59), None),
        (QuietHours(time(8), time(8)), local(18, 8), None),
    ],
)
def test_quiet_hours_end_at_their_end(quiet, at, end):
    assert quiet.end_after(at, ZONE) == end


def test_the_moment_may_come_in_any_timezone():
    assert NIGHT.end_after(local(17, 23).astimezone(ZoneInfo("UTC")), ZONE) == local(18, 7)


def test_the_last_digest_is_today_s_or_yesterday_s():
    assert last_digest(local(18, 8), ZONE) == local(18, 8)
    assert last_digest(local(18, 7, 59), ZONE) == local(17, 8)
