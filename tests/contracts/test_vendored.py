"""What the browser gets from others is what was fetched: versions of the lock file, bytes of the record."""

import hashlib
import json

from tests.contracts.repository import TOP

_FOLDER = TOP / "src" / "wangge" / "screens" / "static" / "vendor"
_RECORD = json.loads((_FOLDER / "vendored.json").read_text())
_LOCK = json.loads((TOP / "vendor" / "package-lock.json").read_text())["packages"]


def test_every_vendored_file_is_recorded_and_as_recorded():
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in _FOLDER.iterdir()}
    del found["vendored.json"]
    assert found == {name: row["sha256"] for name, row in _RECORD.items()}


def test_recorded_versions_are_those_of_the_lock_file():
    locked = {row["package"]: _LOCK[f"node_modules/{row['package']}"]["version"] for row in _RECORD.values()}
    assert locked == {row["package"]: row["version"] for row in _RECORD.values()}


def test_licences_of_vendored_packages_fit_ours():
    assert {row["licence"] for row in _RECORD.values()} <= {"0BSD", "BSD-3-Clause", "ISC", "MIT", "Apache-2.0"}


def test_the_lock_file_names_no_address():
    assert [name for name, row in _LOCK.items() if "resolved" in row] == []
