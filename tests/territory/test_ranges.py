"""Which bytes a Range header means, and what is answered for the file of the basemap."""

import pytest

from tests.territory.drawn_town import drawn_town
from tests.territory.small_city import AT
from wangge.territory.actions.basemap import make_basemap
from wangge.territory.actors import system
from wangge.territory.basemap.archive import basemap_file, basemap_version
from wangge.territory.ranges import Part, part_of
from wangge.territory.views.basemap import send_basemap

BASEMAP = "/map/basemap.pmtiles"


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-15", 0, 15),
        ("bytes=90-", 90, 99),
        ("bytes=90-5000", 90, 99),
        ("bytes=-10", 90, 99),
        ("bytes=-5000", 0, 99),
        ("Bytes = 3 - 4", 3, 4),
    ],
)
def test_one_range_is_understood(header, first, last):
    assert part_of(header, 100) == Part(first, last)


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=5000-6000"])
def test_a_range_beyond_the_end_has_no_bytes(header):
    part = part_of(header, 100)
    assert part is not None
    assert len(part) == 0


@pytest.mark.parametrize(
    "header",
    [
        "",
        "bytes=",
        "bytes=-",
        "bytes=5-4",
        "bytes=0-1,3-4",
        "items=0-1",
        "bytes=a-b",
        "bytes=１-２",
        f"bytes=0-{'9' * 40}",
    ],
)
def test_anything_else_asks_for_the_whole(header):
    assert part_of(header, 100) is None


@pytest.fixture
def content(db, tmp_path, settings) -> bytes:
    """Of the basemap, which is made."""
    settings.DATA_FOLDER = tmp_path
    make_basemap(path=drawn_town(tmp_path), by=system(AT))
    return basemap_file().read_bytes()


def sent(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_the_whole_file_comes_without_a_range(client, content):
    answer = client.get(BASEMAP)
    assert (answer.status_code, sent(answer)) == (200, content)
    assert answer["Content-Length"] == str(len(content))
    assert answer["Accept-Ranges"] == "bytes"


def test_a_range_comes_as_a_part(client, content):
    answer = client.get(BASEMAP, headers={"Range": "bytes=7-106"})
    assert (answer.status_code, sent(answer)) == (206, content[7:107])
    assert answer["Content-Range"] == f"bytes 7-106/{len(content)}"
    assert answer["Content-Length"] == "100"


def test_a_range_beyond_the_end_is_refused_with_the_size(client, content):
    answer = client.get(BASEMAP, headers={"Range": f"bytes={len(content)}-"})
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(content)}")


def test_head_tells_the_size_and_sends_nothing(client, content):
    answer = client.head(BASEMAP)
    assert (answer.status_code, answer.content, answer["Content-Length"]) == (200, b"", str(len(content)))


def test_who_has_the_file_is_told_so(client, content):
    tag = client.head(BASEMAP)["ETag"]
    assert client.get(BASEMAP, headers={"If-None-Match": tag}).status_code == 304
    assert sent(client.get(BASEMAP, headers={"If-None-Match": '"another"'})) == content


def test_a_part_of_a_former_file_is_answered_with_the_whole_of_the_new_one(client, content):
    headers = {"Range": "bytes=0-9", "If-Range": '"another"'}
    assert sent(client.get(BASEMAP, headers=headers)) == content
    headers["If-Range"] = client.head(BASEMAP)["ETag"]
    assert sent(client.get(BASEMAP, headers=headers)) == content[:10]


def test_the_version_in_the_address_may_be_kept_for_ever_and_no_other(client, content):
    assert "immutable" in client.head(f"{BASEMAP}?v={basemap_version()}")["Cache-Control"]
    assert client.head(f"{BASEMAP}?v=another")["Cache-Control"] == "public, no-cache"
    assert client.head(BASEMAP)["Cache-Control"] == "public, no-cache"


def test_without_a_basemap_there_is_nothing_at_the_address(client, db, tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    assert client.get(BASEMAP).status_code == 404


def test_a_file_that_nobody_read_is_closed(rf, content):
    answer = send_basemap(rf.get(BASEMAP))
    answer.close()  # as the server does for who has left; an open file would be a warning, and so an error
