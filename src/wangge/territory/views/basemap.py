"""The file of the basemap, whole or by ranges, for everybody: nothing personal is in it."""

from collections.abc import Iterator
from io import BufferedReader
from os import fstat

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from wangge.territory.basemap.archive import basemap_file, version_of
from wangge.territory.ranges import Part, part_of

_TYPE = "application/vnd.pmtiles"
_CHUNK = 1 << 16
_FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def send_basemap(request: HttpRequest) -> HttpResponseBase:
    """A range is 206, one beyond the end 416; ``?v=`` with the version of the file may be kept for ever."""
    try:
        file = basemap_file().open("rb")
    except OSError:
        return HttpResponse("no basemap\n", status=404, content_type="text/plain")
    version = version_of(fstat(file.fileno()))  # of the very file that is read, whatever takes its place meanwhile
    answer = _conditional(request, version) or _content(request, file, version)
    if not isinstance(answer, StreamingHttpResponse):
        file.close()
    answer["ETag"] = f'"{version}"'
    answer["Accept-Ranges"] = "bytes"
    answer["Cache-Control"] = _FOR_EVER if request.GET.get("v") == version else "public, no-cache"
    return answer


def _conditional(request: HttpRequest, version: str) -> HttpResponseBase | None:
    return get_conditional_response(request, etag=f'"{version}"')


def _content(request: HttpRequest, file: BufferedReader, version: str) -> HttpResponseBase:
    size = fstat(file.fileno()).st_size
    part = _wanted(request, version, size)
    if part is not None and not len(part):
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    whole = part or Part(0, size - 1)
    headers = {"Content-Length": str(len(whole)), "Content-Type": _TYPE}
    if part is not None:
        headers["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    status = 200 if part is None else 206
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    return StreamingHttpResponse(_Chunks(file, whole), status=status, headers=headers)


def _wanted(request: HttpRequest, version: str, size: int) -> Part | None:
    """None for the whole: no range, or one of a file that is not here any more (If-Range)."""
    header = request.headers.get("Range")
    if header is None or request.headers.get("If-Range", f'"{version}"') != f'"{version}"':
        return None
    return part_of(header, size)


class _Chunks:
    """The bytes of a part; closed by Django even where nobody read the first of them."""

    def __init__(self, file: BufferedReader, part: Part) -> None:
        self._file, self._left = file, len(part)
        file.seek(part.first)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        content = self._file.read(min(self._left, _CHUNK))
        if not content:
            raise StopIteration
        self._left -= len(content)
        return content

    def close(self) -> None:
        self._file.close()
