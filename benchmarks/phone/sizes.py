"""Inside the installation: how many bytes it takes until Today and Report work without a network, packed one by one."""

import gzip
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from wangge.fieldwork.shell import assets

_PAGES = ("/phone/", "/phone/sw.js", "/phone/manifest.webmanifest")


def answer() -> dict[str, int]:
    """Bytes of everything that the service worker keeps, of the page itself and of what installs it."""
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    parts = [client.get(path, secure=True).content for path in _PAGES]
    parts += [_file(address).read_bytes() for address in assets()]
    packed = sum(len(gzip.compress(part, 9)) for part in parts)
    return {"files": len(parts), "plain": sum(map(len, parts)), "packed": packed}


def _file(address: str) -> Path:
    return Path(staticfiles_storage.path(address.removeprefix(settings.STATIC_URL)))
