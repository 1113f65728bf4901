"""The number that every public page gives: each thing there can be done by telephone too."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wangge.territory.models import Organisation, OrganisationKind


def centre_telephone() -> str:
    """As it is set, else that of the city's centre; empty where there is neither. One statement at most."""
    if settings.TELEPHONE:
        return str(settings.TELEPHONE)
    centres = Organisation.objects.filter(kind=OrganisationKind.CITY_CENTRE, closed_at=None).exclude(phone="")
    return centres.order_by("pk").values_list("phone", flat=True).first() or ""


def public_page(request: HttpRequest, template: str, shown: Mapping[str, object], status: int = 200) -> HttpResponse:
    """A public page with the number on it."""
    return render(request, f"neighbourhood/{template}", {**shown, "telephone": centre_telephone()}, status=status)
