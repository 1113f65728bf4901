"""The endpoints of the catalogue, one module a noun, under one router."""

from ninja import Router

from wangge.catalogue.api.calendars import router as calendars
from wangge.catalogue.api.classes import router as classes
from wangge.catalogue.api.components import router as components
from wangge.catalogue.api.editions import router as editions
from wangge.catalogue.api.routing import router as routing

router = Router(tags=["catalogue"])
for _part in (classes, components, routing, calendars, editions):
    router.add_router("", _part)
