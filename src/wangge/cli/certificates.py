"""A certificate authority for this installation and its certificate: on a LAN, cameras and positions ask for https."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import trustme
from cryptography import x509

_LASTS = timedelta(days=390)  # phones refuse certificates of servers that last longer than 398 days
_RENEWED = timedelta(days=60)  # before its end


@dataclass(frozen=True)
class Certificate:
    """The files: of the server, chain and key; and the authority's, which phones and browsers are told to trust."""

    chain: Path
    key: Path
    authority: Path


def certificate_for(names: list[str], folder: Path, at: datetime) -> Certificate:
    """The certificate kept in ``folder``, made anew if it ends soon or lacks one of ``names``."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = Certificate(folder / "server.pem", folder / "server.key", folder / "authority.pem")
    if not _serves(kept, names, at):
        issued = _authority(folder).issue_cert(*names, not_after=at + _LASTS)
        _write(kept.key, issued.private_key_pem.bytes())
        _write(kept.chain, b"".join(pem.bytes() for pem in issued.cert_chain_pems))
    return kept


def _authority(folder: Path) -> trustme.CA:
    """The same as ever: whoever trusted it once need not do so again."""
    public, key = folder / "authority.pem", folder / "authority.key"
    if public.exists() and key.exists():
        return trustme.CA.from_pem(public.read_bytes(), key.read_bytes())
    made = trustme.CA(organization_name="Wangge", organization_unit_name="made by wangge serve --tls")
    _write(key, made.private_key_pem.bytes())
    _write(public, made.cert_pem.bytes())
    return made


def _serves(kept: Certificate, names: list[str], at: datetime) -> bool:
    if not all(path.exists() for path in (kept.chain, kept.key, kept.authority)):
        return False
    known = x509.load_pem_x509_certificate(kept.chain.read_bytes())
    told = known.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    held = {*told.get_values_for_type(x509.DNSName), *map(str, told.get_values_for_type(x509.IPAddress))}
    return {_plain(name) for name in names} <= held and at + _RENEWED < known.not_valid_after_utc


def _plain(name: str) -> str:
    try:
        return str(ip_address(name))
    except ValueError:
        return name


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and never readable by others."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    fresh.replace(path)
