"""The repository names no package registry and no place on anybody's machine."""

import re
from pathlib import Path

import pytest

from tests.contracts.repository import TOP, kept_files

# Written in halves, so that this file does not hold what it looks for.
_HOSTS = [
    ("pypi", ".org"),
    ("pythonhosted", ".org"),
    ("registry.npm", "js.org"),
    ("npm", "mirror.com"),
    ("anaconda", ".org"),
    ("proxy.golang", ".org"),
    ("crates", ".io"),
    ("tuna.tsinghua", ".edu.cn"),
    ("mirrors.", "aliyun.com"),
    ("mirrors.", "cloud.tencent.com"),
    ("index", "-url ="),
    ("--find", "-links "),
]
_PLACES = [("file:", "//"), ("/wo", "rk/"), ("/ro", "ot/"), ("/ho", "me/"), ("/opt", "/"), ("C:\\", "Users")]
_FORBIDDEN = re.compile("|".join(re.escape(one + two) for one, two in _HOSTS + _PLACES).encode())
_FORBIDDEN_TO_OTHERS = re.compile("|".join(re.escape(one + two) for one, two in _HOSTS).encode())
_VENDORED = TOP / "src" / "wangge" / "screens" / "static" / "vendor"  # others' code, as published

# name==version, perhaps for some platforms only, then its hashes; and what asked for it as a comment.
_LOCK_LINE = re.compile(
    r"#.*|[a-z0-9][a-z0-9.-]*==[0-9][\w.+!-]*( ; [\w\s.<>=!'()]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|    #.*|"
)


def places_named(content: bytes) -> list[str]:
    return [found.group().decode() for found in _FORBIDDEN.finditer(content)]


def places_named_in(path: Path) -> list[str]:
    """Others' code may know what a path is; a registry it names no more than ours."""
    forbidden = _FORBIDDEN_TO_OTHERS if path.is_relative_to(_VENDORED) else _FORBIDDEN
    return [found.group().decode() for found in forbidden.finditer(path.read_bytes())]


def strange_lock_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if not _LOCK_LINE.fullmatch(line)]


def test_no_file_names_a_registry_or_a_machine():
    named = {path: places_named_in(path) for path in kept_files()}
    assert {str(path.relative_to(TOP)): found for path, found in named.items() if found} == {}


@pytest.mark.parametrize("halves", _HOSTS + _PLACES)
def test_a_registry_or_a_machine_would_be_found(halves):
    assert places_named(b"see " + "".join(halves).encode() + b"wangge")


def test_lock_files_hold_names_versions_and_hashes_only():
    locks = sorted((TOP / "requirements").glob("*.txt"))
    assert [path.stem for path in locks] == ["bench", "dev", "lock", "run", "town"]
    assert {path.name: strange_lock_lines(path.read_text()) for path in locks} == {path.name: [] for path in locks}


def test_every_locked_package_has_a_hash():
    for path in (TOP / "requirements").glob("*.txt"):
        entries = re.split(r"\n(?=[a-z0-9])", path.read_text())[1:]
        assert entries
        assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == [], path.name


@pytest.mark.parametrize(
    "line",
    [
        "--extra-index" + "-url https://packages.example/simple",
        "numpy @ https://packages.example/numpy.whl \\",
        "numpy>=2",
        "-e .",
    ],
)
def test_anything_else_in_a_lock_file_would_be_found(line):
    assert strange_lock_lines(f"numpy==2.4.6 \\\n    --hash=sha256:{'0' * 64}\n{line}\n") == [line]


def test_the_build_backend_is_locked_with_the_rest():
    assert re.search(r"^flit-core==", (TOP / "requirements" / "run.txt").read_text(), re.MULTILINE)
