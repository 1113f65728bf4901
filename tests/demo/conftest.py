"""Files of the demonstration's small town, made once a session."""

import pytest

from tests.demo.small_city import town_files
from wangge.demo.city import Files


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return town_files(tmp_path_factory.mktemp("demo"))
