"""Which network a request comes from, as every brake counts it."""

from ipaddress import IPv6Address, ip_address

_OF_A_SUBSCRIBER = 64  # bits that an IPv6 network is known by: whoever has one has all the addresses in it


def network_of(address: str) -> str:
    """An IPv4 address as it is, also one that a socket for both kinds wraps; of an IPv6 address its /64."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    rest = known.max_prefixlen - _OF_A_SUBSCRIBER
    return str(IPv6Address(int(known) >> rest << rest))
