"""Letters to programs elsewhere: signed, never into the city's own network, never along a redirect."""

import ipaddress
import socket

import httpx
from django.conf import settings

from wangge.language import _
from wangge.messages.letters import Letter, UndeliveredError
from wangge.messages.signatures import sign

_TIMEOUT = httpx.Timeout(10, connect=5)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # public by the registry, but it leads to any IPv4 address
_GONE = 410


def deliver(letter: Letter) -> None:
    """Post the letter's text, JSON already, to its URL."""
    url = httpx.URL(letter.address)
    body = letter.text.encode()
    headers = {
        "Host": url.netloc.decode(),
        "Content-Type": "application/json",
        "User-Agent": "Wangge",
        "Wangge-Delivery": letter.key,
        "Wangge-Topic": letter.topic,
        "Wangge-Signature": sign(letter.secret, body, letter.at),
    }
    # The address that was examined is the one connected to: a second look-up could give another.
    examined = url.copy_with(host=_address_of(url))
    try:
        status = _post(examined, body, headers, url.host)
    except httpx.HTTPError as trouble:
        kind = type(trouble).__name__
        raise UndeliveredError(_("The webhook did not answer: {kind}.").format(kind=kind)) from trouble
    if not 200 <= status < 300:
        raise UndeliveredError(_("The webhook answered {status}.").format(status=status), is_lasting=status == _GONE)


def _post(url: httpx.URL, body: bytes, headers: dict[str, str], host: str) -> int:
    """The status only: what the answer says is never read, so it cannot be endless."""
    extensions = {"sni_hostname": host}
    with (
        httpx.Client(timeout=_TIMEOUT, follow_redirects=False, trust_env=False) as client,
        client.stream("POST", url, content=body, headers=headers, extensions=extensions) as answer,
    ):
        return answer.status_code


def _address_of(url: httpx.URL) -> str:
    """The first address of the host; UndeliveredError if there is none, or one that is not public."""
    try:
        found = socket.getaddrinfo(url.host, url.port or url.scheme, type=socket.SOCK_STREAM)
    except OSError as unknown:
        raise UndeliveredError(_("The host of the webhook is unknown.")) from unknown
    addresses = [str(entry[4][0]) for entry in found]
    if not settings.WEBHOOKS_MAY_BE_PRIVATE and not all(_is_public(address) for address in addresses):
        raise UndeliveredError(_("The webhook leads into the city's own network, which is not allowed."))
    return addresses[0]


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return _is_public(str(address.ipv4_mapped))
        if address in _NAT64 or address.sixtofour is not None or address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast
