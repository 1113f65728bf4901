"""The contracts of pyproject.toml about imports hold, and each would catch a trespass."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.repository import TOP

_LAYERS = "Each room imports only from those below it BROKEN"
_ROOMS = "Inside an app the doors open upon actions, actions upon rules, rules upon rows BROKEN"
_PURE = "The register, the vault, the workflow, permissions and working time know no database BROKEN"
_FRAMEWORK = "The engine knows no web framework, no database and no data frames BROKEN"
_FILES = "Only the doors above the engine open its files BROKEN"
_CORE = "The engine's core touches no file, no screen, no clock and no chance of its own BROKEN"


@pytest.fixture
def house(tmp_path):
    """A copy of the source under the same contracts, to trespass in."""
    shutil.copytree(TOP / "src" / "wangge", tmp_path / "wangge", ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copy(TOP / "pyproject.toml", tmp_path)
    return tmp_path


def judge(house: Path) -> tuple[int, str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    environment = {**os.environ, "PYTHONPATH": str(house), "COLUMNS": "300"}
    done = subprocess.run(
        [*command, "--no-cache"], cwd=house, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_the_house_as_it_stands_keeps_its_contracts(house):
    code, said = judge(house)
    assert code == 0, said


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("gridding/trespass.py", "import django", _FRAMEWORK),
        ("gridding/trespass.py", "import geopandas", _FRAMEWORK),
        ("gridding/trespass.py", "from wangge import cli", _LAYERS),
        ("gridding/trespass.py", "from wangge import demo", _LAYERS),
        ("gridding/trespass.py", "from wangge.gridding import files", _FILES),
        ("gridding/search/trespass.py", "import pyogrio", _CORE),
        ("gridding/trespass.py", "import matplotlib.pyplot", _CORE),
        ("gridding/trespass.py", "from rich.progress import track", _CORE),
        ("gridding/trespass.py", "from pathlib import Path", _CORE),
        ("gridding/trespass.py", "import time", _CORE),
        ("gridding/trespass.py", "from random import random", _CORE),
        ("demo/trespass.py", "from wangge import cli", _LAYERS),
        ("accounts/trespass.py", "from wangge import cli", _LAYERS),
        ("accounts/trespass.py", "from wangge.territory import models", _LAYERS),
        ("cases/trespass.py", "from wangge.gridding import files", _FILES),
        ("cases/workflow.py", "import django", _PURE),
        ("cases/permissions.py", "from wangge.cases import actions", _ROOMS),
        ("helpers.py", "", "helpers"),
    ],
)
def test_a_trespass_is_caught(house, module, line, broken):
    with (house / "wangge" / module).open("a") as file:
        file.write(f"\n{line}\n")
    code, said = judge(house)
    assert code == 1
    assert broken in said


@pytest.mark.parametrize("module", ["gridding/files/guest.py", "cli/guest.py"])
def test_files_and_screens_are_allowed_where_they_belong(house, module):
    (house / "wangge" / module).write_text("import pyogrio\nfrom pathlib import Path\n")
    code, said = judge(house)
    assert code == 0, said
