"""Who may keep an answer of the API: nobody, unless the endpoint says so itself."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

_API = "/api/"
_FOR_EVERYBODY = ("/api/v1/public/", "/api/v1/openapi.json")  # nothing in it is anybody's own


def keep_private(answer: Answer) -> Answer:
    """Middleware: contacts, names and keys stay in no browser's store and in no proxy's, refusals neither."""

    def answered(request: HttpRequest) -> HttpResponse:
        given = answer(request)
        path = request.path_info
        unchanged = given.status_code == HTTPStatus.NOT_MODIFIED  # would forbid to keep what it says is still right
        if path.startswith(_API) and not path.startswith(_FOR_EVERYBODY) and not unchanged:
            given.headers.setdefault("Cache-Control", "private, no-store")
        return given

    return answered
