"""Long piles in pages: which one the address asks for."""

from django.http import HttpRequest


def asked_page(request: HttpRequest) -> int:
    """The number after ``page=``, from 1; what is no number counts as not asked."""
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) < 5 else 1
