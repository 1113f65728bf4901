"""The endpoints of phones, one module a noun, under one router."""

from ninja import Router

from wangge.fieldwork.api.blobs import router as blobs
from wangge.fieldwork.api.enrolment import router as enrolment
from wangge.fieldwork.api.feed import router as feed
from wangge.fieldwork.api.instructions import router as instructions
from wangge.fieldwork.api.items import router as items
from wangge.fieldwork.api.quarantine import router as quarantine
from wangge.fieldwork.api.rescue import router as rescue

router = Router(tags=["phones"])
for _part in (enrolment, items, blobs, feed, instructions, quarantine, rescue):
    router.add_router("", _part)
