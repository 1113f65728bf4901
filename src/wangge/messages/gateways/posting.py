"""Posting to a program elsewhere, in bounded time: what the answer says is never read, so it cannot be endless."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import httpx

SECONDS = 10.0  # for the whole request: a far side that sends one sign at a time keeps every single read short
_TO_CONNECT = 5.0


def post(url: httpx.URL | str, body: bytes, headers: Mapping[str, str], *, name: str = "", trusts: bool = True) -> int:
    """The status of the answer; httpx.HTTPError where there is none in time.

    ``name`` is what the certificate must prove, if not the host of ``url``; ``trusts`` the proxies of the environment.
    """
    client = httpx.AsyncClient(timeout=httpx.Timeout(SECONDS, connect=_TO_CONNECT), trust_env=trusts)
    exchange = _post(client, url, body, headers, {"sni_hostname": name} if name else {})
    with ThreadPoolExecutor(1) as apart:  # its loop is its own, also where whoever calls is within one
        return apart.submit(asyncio.run, exchange).result()


async def _post(
    client: httpx.AsyncClient,
    url: httpx.URL | str,
    body: bytes,
    headers: Mapping[str, str],
    extensions: dict[str, str],
) -> int:
    sent = client.stream("POST", url, content=body, headers=headers, extensions=extensions, follow_redirects=False)
    try:
        async with asyncio.timeout(SECONDS), client, sent as answer:
            return answer.status_code
    except TimeoutError:
        raise httpx.ReadTimeout("the whole of it took too long") from None
