"""The endpoints of cases, one module a noun, under one router."""

from ninja import Router

from wangge.cases.api.bulk import router as bulk
from wangge.cases.api.counts import router as counts
from wangge.cases.api.desk import router as desk
from wangge.cases.api.dispatching import router as dispatching
from wangge.cases.api.ending import router as ending
from wangge.cases.api.exports import router as exports
from wangge.cases.api.feed import router as feed
from wangge.cases.api.following import router as following
from wangge.cases.api.listing import router as reports_and_lists
from wangge.cases.api.orders import router as orders
from wangge.cases.api.photos import router as photos
from wangge.cases.api.public import router as public
from wangge.cases.api.reading import router as reading
from wangge.cases.api.readings import router as readings
from wangge.cases.api.time import router as time
from wangge.cases.api.unit import router as unit

router = Router(tags=["cases"])
_KNOWN = (exports, orders, feed, counts, bulk, reading, photos, desk, dispatching, unit, time, ending)
for _part in (reports_and_lists, public, following, readings, *_KNOWN):
    router.add_router("", _part)
