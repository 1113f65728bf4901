"""What tests of phones stand on."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, settings: Any) -> Path:
    """Where this test's photos and their pieces lie."""
    settings.PHOTO_FOLDER, settings.BLOB_FOLDER = tmp_path / "photos", tmp_path / "blobs"
    return tmp_path
