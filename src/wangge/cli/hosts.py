"""The addresses of this machine: which of them others can reach, and whether a port is free."""

import errno
import socket
from ipaddress import ip_address

from wangge.cli.platform import PlatformError
from wangge.language import _


def is_this_machine_only(host: str) -> bool:
    """Whether nobody else can reach a server that listens at ``host``."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def own_names(host: str) -> list[str]:
    """Under what others reach a server at ``host``: itself, or for all addresses the machine's name and its own."""
    if host not in {"0.0.0.0", "::"}:
        return [host]
    return list(dict.fromkeys([*_lan_addresses(), *_name()]))


def refuse_taken_port(host: str, port: int) -> None:
    """PlatformError where another program listens, or where this machine has no such address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PlatformError(_sentence(error, host, port)) from error


def _sentence(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        sentence = _("port {port} of {host} is taken by another program: stop it, or give another --port")
    elif error.errno == errno.EACCES:
        sentence = _("port {port} of {host} is for the system's own programs: give a --port above 1023")
    else:
        sentence = _("{host}:{port} is no address of this machine to listen at")
    return sentence.format(host=host, port=port)


def _lan_addresses() -> list[str]:
    """The address that this machine would send from; nothing is sent to find out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
        except OSError:
            return []
        return [str(probe.getsockname()[0])]


def _name() -> list[str]:
    """Certificates and browsers know letters, digits, hyphens and dots only."""
    name = socket.gethostname().lower()
    return [name] if name and name.replace("-", "").replace(".", "").isalnum() and name.isascii() else []
