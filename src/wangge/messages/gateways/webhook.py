"""Letters to programs elsewhere: signed, never into the city's own network, never along a redirect."""

import ipaddress
import socket

import httpx
from django.conf import settings

from wangge.language import _
from wangge.messages.gateways.posting import post
from wangge.messages.letters import Letter, UndeliveredError
from wangge.messages.signatures import sign

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # public by the registry, but it leads to any IPv4 address
_GONE = 410
_LAST_PORT = 65535


def url_of(text: str) -> httpx.URL | None:
    """The address as it would be called; None for one whose host cannot be looked up, or whose port cannot be."""
    try:
        url = httpx.URL(text)
        _host(url).encode("idna")  # as a look-up does: UnicodeError for labels that are empty or too long
    except (httpx.InvalidURL, UnicodeError):
        return None
    return url if _host(url) and (url.port or 1) <= _LAST_PORT else None


def deliver(letter: Letter) -> None:
    """Post the letter's text, JSON already, to its URL."""
    url = url_of(letter.address)
    if url is None:
        raise UndeliveredError(_("The address of the webhook cannot be called."), is_lasting=True)
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
        status = post(examined, body, headers, name=_host(url), trusts=False)
    except httpx.HTTPError as trouble:
        kind = type(trouble).__name__
        raise UndeliveredError(_("The webhook did not answer: {kind}.").format(kind=kind)) from trouble
    if not 200 <= status < 300:
        raise UndeliveredError(_("The webhook answered {status}.").format(status=status), is_lasting=status == _GONE)


def _host(url: httpx.URL) -> str:
    """The host in the signs of the name system."""
    return url.raw_host.decode("ascii")


def _address_of(url: httpx.URL) -> str:
    """The first address of the host; UndeliveredError if there is none, or one that is not public."""
    try:
        found = socket.getaddrinfo(_host(url), url.port or url.scheme, type=socket.SOCK_STREAM)
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
