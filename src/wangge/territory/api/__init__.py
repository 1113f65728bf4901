"""The endpoints of accounts, messages and territory, one module a noun, under one router.

Accounts and messages lie below the actor, so their endpoints stand here, where a door knows who knocks.
"""

from ninja import Router

from wangge.territory.api.absences import router as absences
from wangge.territory.api.areas import router as areas
from wangge.territory.api.audit import router as audit
from wangge.territory.api.grids import router as grids
from wangge.territory.api.keys import router as keys
from wangge.territory.api.messages import router as messages
from wangge.territory.api.oneself import router as oneself
from wangge.territory.api.organisations import router as organisations
from wangge.territory.api.people import router as people
from wangge.territory.api.places import router as places
from wangge.territory.api.plans import router as plans
from wangge.territory.api.postings import router as postings
from wangge.territory.api.roster import router as roster
from wangge.territory.api.webhooks import router as webhooks

router = Router()
for _part in (oneself, people, keys, audit):
    router.add_router("", _part, tags=["accounts"])
for _part in (messages, webhooks):
    router.add_router("", _part, tags=["messages"])
for _part in (places, areas, organisations, grids, plans, postings, absences, roster):
    router.add_router("", _part, tags=["territory"])
