"""Webhooks: programs elsewhere that are told of steps of the whole city, so its administrator keeps them."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Path, Router, Schema, Status

from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotFound
from wangge.language import _
from wangge.messages.models import Webhook
from wangge.messages.webhooks import make_webhook, stop_webhook
from wangge.territory.doors import KNOWN, browser_of, need_city
from wangge.territory.inputs import RowId, Short

router = Router(auth=KNOWN)


class WebhookOut(Schema):
    id: int
    url: str
    topics: list[str]
    active: bool
    created_at: datetime


class NewWebhookOut(WebhookOut):
    secret: str = Field(description="Shown now and never again: deliveries are signed with it.")


class WebhookIn(Schema):
    url: str = Field(max_length=200, description="Begins with https://; it receives JSON by POST.")
    topics: list[Short] = Field(min_length=1, max_length=50, description="As `case.closed`.")


@router.get("/webhooks", response=list[WebhookOut], summary="List webhooks")
def list_webhooks(request: HttpRequest) -> list[dict[str, object]]:
    """Return all webhooks of the city, stopped ones too."""
    by, _user = browser_of(request)
    need_city(by, Permission.MANAGE_WEBHOOKS)
    return [_shown(webhook) for webhook in Webhook.objects.order_by("id")]


@router.post("/webhooks", response={201: NewWebhookOut}, summary="Make a webhook")
def create_webhook(request: HttpRequest, body: WebhookIn) -> Status[dict[str, object]]:
    """Subscribe an address to topics; the secret is in this answer only."""
    by, user = browser_of(request)
    need_city(by, Permission.MANAGE_WEBHOOKS)
    made = make_webhook(url=body.url, topics=body.topics, at=by.at, by=user)
    return Status(201, {**_shown(made.webhook), "secret": made.secret})


@router.post("/webhooks/{webhook}/stop", response=WebhookOut, summary="Stop a webhook")
def post_stop_webhook(request: HttpRequest, webhook: Path[RowId]) -> dict[str, object]:
    """Send nothing more to it; 409 where it is stopped already."""
    by, user = browser_of(request)
    need_city(by, Permission.MANAGE_WEBHOOKS)
    found = Webhook.objects.filter(pk=webhook).first()
    if found is None:
        raise NotFound(_("There is no such webhook"))
    return _shown(stop_webhook(webhook=found, at=by.at, by=user))


def _shown(webhook: Webhook) -> dict[str, object]:
    return {
        "id": webhook.pk,
        "url": webhook.url,
        "topics": webhook.topics.split(),
        "active": webhook.active,
        "created_at": webhook.created_at,
    }
