"""What the clock brings to the territory: vacant grids are told to who must fill them, plans that are over retire."""

from datetime import datetime, timedelta

from wangge.accounts.sweeps import Sweep
from wangge.language import CHINESE, _, speaking
from wangge.messages.alerts import AlertDraft, raise_alerts, settle_alerts, standing_alerts
from wangge.territory.actions.plans import retire_plans
from wangge.territory.actors import system
from wangge.territory.desks import ADMINISTRATORS
from wangge.territory.vacancies import community_postings, vacancies

VACANCY = "vacancy"  # the topic of the alerts


def alarm_vacancies(at: datetime) -> list[str]:
    """Raise an alert for each vacant grid, once while it stands, and settle those filled; returns the vacant grids."""
    vacant = vacancies(at)
    wanted = {_key(code): code for code in vacant}
    standing = set(standing_alerts(VACANCY).values_list("key", flat=True))
    settle_alerts(standing - wanted.keys(), at=at)
    new = [code for key, code in wanted.items() if key not in standing]
    owners = {code: posting.user for code, posting in community_postings({code[:12] for code in new}, at).items()}
    drafts = []
    for code in new:
        owner = owners.get(code[:12])
        text = _("Grid {grid} has no principal worker; post one.").format(grid=code)
        drafts.append(AlertDraft(_key(code), VACANCY, text, owner, "" if owner else ADMINISTRATORS))
    raise_alerts(drafts, at=at)
    return vacant


def _key(grid_code: str) -> str:
    return f"{VACANCY}:{grid_code}"


def _vacancies(at: datetime) -> int:
    with speaking(CHINESE):  # what offices read, whatever the worker's own terminal speaks
        return len(alarm_vacancies(at))


def _plans(at: datetime) -> int:
    return retire_plans(by=system(at))


SWEEPS = (
    Sweep("vacancies", timedelta(minutes=10), _vacancies),
    Sweep("retired plans", timedelta(hours=1), _plans),
)
