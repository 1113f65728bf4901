"""When a message may leave: quiet hours and the hour of digests, in the city's own time. Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

DIGEST_HOUR = time(8)


@dataclass(frozen=True)
class QuietHours:
    """From one time of day until another, over midnight if the first is later."""

    begin: time
    end: time

    def end_after(self, at: datetime, zone: tzinfo) -> datetime | None:
        """When the quiet ends that ``at`` falls into; None if it falls into none."""
        local = at.astimezone(zone)
        now, over_midnight = local.time(), self.begin > self.end
        if over_midnight and now >= self.begin:
            return datetime.combine(local.date() + timedelta(days=1), self.end, zone)
        if now < self.end and (over_midnight or now >= self.begin):
            return datetime.combine(local.date(), self.end, zone)
        return None


# Nobody who gave a telephone number was asked about nights: so none.
SMS_QUIET = QuietHours(time(22), time(7))


def last_digest(at: datetime, zone: tzinfo) -> datetime:
    """The latest hour of digests not after ``at``."""
    local = at.astimezone(zone)
    today = datetime.combine(local.date(), DIGEST_HOUR, zone)
    return today if today <= local else today - timedelta(days=1)
