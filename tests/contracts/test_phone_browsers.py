"""What the phone's scripts and styles ask of a browser: nothing that one of three years ago has not.

Versions are of Chrome (and WebView), Safari and Firefox, from the tables of MDN; what stands in
``called_since_long.txt`` was in all of them before 2020. Whoever uses something new looks it up and
writes it down here.
"""

import re
from pathlib import Path

import pytest

from tests.contracts.repository import TOP

ROOM = TOP / "src" / "wangge" / "fieldwork"
NAMED = (119, 17.1, 119)  # of November 2023

_YOUNG = {
    "AbortSignal.timeout": (103, 16, 100),
    "BroadcastChannel": (54, 15.4, 38),
    "createImageBitmap": (81, 15, 93),  # with the orientation of the photo
    "navigator.locks": (69, 15.4, 96),
    "navigator.storage": (61, 17, 57),
    ".replaceChildren": (86, 14, 78),
    ".showModal": (37, 15.4, 98),
    "navigator.mediaDevices": (47, 11, 36),
    "?.": (80, 13.1, 74),
    "??": (80, 13.1, 72),
    "??=": (85, 14, 79),
    "||=": (85, 14, 79),
    "dvh": (108, 15.4, 101),
    "inset-block": (87, 14.1, 66),
    "margin-inline": (87, 14.1, 66),
    "padding-block": (87, 14.1, 66),
    "margin-block": (87, 14.1, 66),
    "border-block": (87, 14.1, 66),
    "gap": (84, 14.1, 63),
    "env(": (69, 11.1, 65),
    ":focus-visible": (86, 15.4, 85),
}
_SINCE_LONG = set((Path(__file__).parent / "called_since_long.txt").read_text().split())
_MADE = {
    "Blob", "BroadcastChannel", "CustomEvent", "Date", "Error", "Event", "EventTarget", "IntersectionObserver", "Intl",
    "Map", "Promise", "Request", "Set", "TextDecoder", "TextEncoder", "URL", "Uint8Array",
}  # fmt: skip
_OF_THE_MAP = {  # the library's own, in the one folder that draws with it
    "Map", "NavigationControl", "Protocol", "ScaleControl",
    "addControl", "addImage", "addLayer", "addProtocol", "addSource", "disableRotation", "easeTo", "getSource",
    "getZoom", "jumpTo", "on", "once", "queryRenderedFeatures", "setData", "setWorkerUrl",
}  # fmt: skip
_SCRIPTS = [*sorted(ROOM.rglob("static/phone/**/*.mjs")), ROOM / "templates" / "phone" / "sw.js"]
_NOT_CODE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\]|\\.)*"', re.DOTALL)


def code_of(script: str) -> str:
    return _NOT_CODE.sub('""', script)


def defined_in(code: str) -> set[str]:
    """Names that scripts give: functions, classes, variables, members of objects."""
    named = re.findall(r"(?:function|class|const|let)\s+(\w+)", code) + re.findall(r"(\w+)\s*[:,}]", code)
    return {*named, *re.findall(r"import (\w+)", code)}


OURS = defined_in(code_of("\n".join(path.read_text() for path in _SCRIPTS)))


def unknown_in(script: str) -> set[str]:
    """Methods and constructors that no table has and no script of ours defines."""
    code = code_of(script)
    called, made = set(re.findall(r"\.\s*(\w+)\(", code)), set(re.findall(r"\bnew ([\w.]+)", code))
    return (called - _SINCE_LONG - OURS) | ({name.split(".")[0] for name in made} - _MADE - OURS)


@pytest.mark.parametrize("path", _SCRIPTS, ids=lambda path: path.name)
def test_scripts_call_what_browsers_of_three_years_ago_have(path):
    allowed = _OF_THE_MAP if path.parent.name == "map" else set()
    assert unknown_in(path.read_text()) - allowed == set()


@pytest.mark.parametrize("name", _YOUNG)
def test_what_is_young_is_old_enough(name):
    assert all(since <= named for since, named in zip(_YOUNG[name], NAMED, strict=True))


@pytest.mark.parametrize("path", _SCRIPTS, ids=lambda path: path.name)
def test_no_script_is_written_in_a_younger_language(path):
    code = code_of(path.read_text())
    assert not re.search(r"\bawait using\b|\busing \w+ =|\bimport\.meta\b|with \{ type|/v\b", code)


def test_styles_hold_to_what_such_browsers_draw():
    style = (ROOM / "static" / "phone" / "phone.css").read_text()
    properties = set(re.findall(r"[{;]\s*([a-z-]+):", style))
    assert not re.search(r":has\(|@container|@layer|color-mix|@scope|^\s*&|light-dark|subgrid", style, re.MULTILINE)
    assert not properties & {"view-transition-name", "field-sizing", "text-wrap", "anchor-name", "interpolate-size"}


def test_something_new_would_be_found():
    assert unknown_in("const a = Object.groupBy(list, by); [1].toSorted(); new URLPattern(x);") == {
        "groupBy", "toSorted", "URLPattern",
    }  # fmt: skip
    assert unknown_in('say("call it.toSorted() now"); // list.toSorted()') == set()
