"""Letters by SMS, through any gateway that speaks the JSON of docs/reference/gateways.md."""

import json

import httpx
from django.conf import settings

from wangge.language import _
from wangge.messages.gateways.posting import post
from wangge.messages.letters import Letter, UndeliveredError

_BUSY = {408, 425, 429}


def deliver(letter: Letter) -> None:
    """Post the letter to the gateway; the same key twice is one message there. Where there is none nothing leaves."""
    if not settings.SMS_GATEWAY:
        raise UndeliveredError(_("No SMS gateway is set: see WANGGE_SMS_GATEWAY."), is_lasting=True)
    body = {"id": letter.key, "to": letter.address, "text": letter.text, "language": letter.language}
    headers = {
        "Authorization": f"Bearer {settings.SMS_GATEWAY_KEY}",
        "Content-Type": "application/json",
        "Idempotency-Key": letter.key,
    }
    try:
        status = post(settings.SMS_GATEWAY, json.dumps(body, ensure_ascii=False).encode(), headers)
    except httpx.HTTPError as trouble:
        kind = type(trouble).__name__
        raise UndeliveredError(_("The SMS gateway did not answer: {kind}.").format(kind=kind)) from trouble
    if not 200 <= status < 300:
        is_lasting = 400 <= status < 500 and status not in _BUSY
        sentence = _("The SMS gateway answered {status}.").format(status=status)
        raise UndeliveredError(sentence, is_lasting=is_lasting)
