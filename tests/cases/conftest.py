"""What several tests of cases stand on."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def photo_folder(tmp_path: Path, settings: Any) -> Path:
    """Where this test's photos lie; not there before the first."""
    settings.PHOTO_FOLDER = tmp_path / "photos"
    return tmp_path / "photos"
