"""How large a photo may be is one figure, told alike wherever one can be sent, with the true size of what came."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.knocking import ROOT, phone
from tests.cases.received_photos import lins_case
from tests.contracts.repository import TOP
from tests.pages.residents import resident, sent
from wangge.cases.models import Photo
from wangge.cases.photos import MOST_BYTES

pytestmark = pytest.mark.usefixtures("clock", "photo_folder")

_TOLD = "The photo has 16 MB, and 10 MB are possible"
_PUBLIC = TOP / "src" / "wangge" / "neighbourhood"


def heavy(size: int = 15_500_000) -> SimpleUploadedFile:
    return SimpleUploadedFile("big.jpg", b"\xff\xd8" + b"\0" * (size - 2), content_type="image/jpeg")


def to_the_api(city, content: Any, **more: Any):
    path = f"{ROOT}/cases/{lins_case(city).number}/photos?stage=report"
    return phone(city, "lin").post(path, content, headers={"Accept-Language": "en"}, **more)


def test_the_api_tells_the_true_size_of_a_form_s_file(city):
    answer = to_the_api(city, {"photo": heavy()})
    assert (answer.status_code, answer.json()["title"]) == (422, "bad-photo")
    assert _TOLD in answer.json()["detail"]


def test_the_api_tells_the_same_limit_for_bytes(city):
    answer = to_the_api(city, heavy(MOST_BYTES + 1).read(), content_type="image/jpeg")
    assert answer.status_code == 422
    assert "The photo has 11 MB, and 10 MB are possible" in answer.json()["detail"]
    answer = to_the_api(city, heavy().read(), content_type="image/jpeg")
    assert answer.status_code == 413
    assert "larger than 12 MB: send photos one by one, each of 10 MB at most" in answer.json()["detail"]


def test_a_resident_is_told_it_too(city):
    client = resident()
    token = sent(client)
    page = client.post(f"/my/{token}/photo/", {"photo": heavy()}, follow=True)
    assert _TOLD in page.content.decode()
    assert not Photo.objects.exists()


def test_what_the_public_pages_say_before_is_the_same_figure():
    module = (_PUBLIC / "static" / "neighbourhood" / "photo.mjs").read_text()
    found = re.search(r"const MOST = ([\d_]+);", module)
    assert found is not None
    assert int(found[1]) == MOST_BYTES
    words = (_PUBLIC / "templates" / "neighbourhood" / "parts" / "photo.html").read_text()
    assert set(re.findall(r"(\d+) MB", words)) == {str(MOST_BYTES // 1_000_000)}
