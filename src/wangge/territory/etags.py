"""Answers that need not be sent again: an ETag over what an answer shows, and 304 for who has it already."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers


def unchanged(request: HttpRequest, response: HttpResponse, *shown: object) -> HttpResponseBase | None:
    """304 if the asker has it; else None, and ``response`` gets the tag. ``shown`` decides what the tag stands for."""
    tag = f'"{hashlib.sha256(repr(shown).encode()).hexdigest()[:32]}"'
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Authorization", "Cookie", "Accept-Language"])
    return get_conditional_response(request, etag=tag)
