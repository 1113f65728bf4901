"""The platform's addresses, and the plain view beside them."""

import json

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from benchmarks.plain.models import Line, Note
from wangge.config.urls import urlpatterns as of_wangge


@csrf_exempt
def plain(request: HttpRequest) -> JsonResponse:
    """Two INSERTs in one transaction, and nothing else."""
    body = json.loads(request.body)
    with transaction.atomic():
        note = Note.objects.create(text=body["description"], longitude=body["longitude"], latitude=body["latitude"])
        Line.objects.create(note=note, words=body["id"])
    return JsonResponse({"number": note.pk}, status=201)


urlpatterns = [*of_wangge, path("plain", plain)]
