"""Letters by SMS, through any gateway that speaks the JSON of docs/reference/gateways.md."""

import httpx
from django.conf import settings

from wangge.language import _
from wangge.messages.gateways import log
from wangge.messages.letters import Letter, UndeliveredError

_TIMEOUT = httpx.Timeout(10, connect=5)
_BUSY = {408, 425, 429}


def deliver(letter: Letter) -> None:
    """Post the letter to the gateway; the same key twice is one message there."""
    if not settings.SMS_GATEWAY:
        log.deliver(letter)
        return
    body = {"id": letter.key, "to": letter.address, "text": letter.text, "language": letter.language}
    headers = {"Authorization": f"Bearer {settings.SMS_GATEWAY_KEY}", "Idempotency-Key": letter.key}
    try:
        answer = httpx.post(settings.SMS_GATEWAY, json=body, headers=headers, timeout=_TIMEOUT)
    except httpx.HTTPError as trouble:
        kind = type(trouble).__name__
        raise UndeliveredError(_("The SMS gateway did not answer: {kind}.").format(kind=kind)) from trouble
    if not answer.is_success:
        is_lasting = answer.is_client_error and answer.status_code not in _BUSY
        sentence = _("The SMS gateway answered {status}.").format(status=answer.status_code)
        raise UndeliveredError(sentence, is_lasting=is_lasting)
