"""The rules of CONTRIBUTING that a machine can count: lengths, names of modules, reasons for exceptions."""

import ast
import re
from pathlib import Path

from tests.contracts.repository import TOP, python_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
_NAMES_OF_NOTHING = {"utils", "util", "helpers", "helper", "common", "core", "misc", "base"}
_REASONED = re.compile(r"# (type: ignore\[[\w, -]+\]  # |noqa: [A-Z]+\d+(, [A-Z]+\d+)*\W+)\w")


def long_functions(source: str) -> list[str]:
    functions = [one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [one.name for one in functions if _lines(one) > LONGEST_FUNCTION]


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def silent_exceptions(source: str) -> list[str]:
    """Lines that silence a checker without a reason after it."""
    silenced = [line for line in source.splitlines() if re.search(r"# (type: ignore|noqa)", line)]
    return [line for line in silenced if not _REASONED.search(line)]


def waits_for_nothing(source: str) -> list[str]:
    """What ``wait_for_function`` is given that promises its answer: a promise counts as true before it is kept."""
    calls = [one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.Call)]
    waits = [one for one in calls if isinstance(one.func, ast.Attribute) and one.func.attr == "wait_for_function"]
    given = [ast.unparse(one) for one in waits]
    return [words for words in given if re.search(r"\basync\b|\.then\(|\bawait\b", words)]


def is_named_after_nothing(path: Path) -> bool:
    return not _NAMES_OF_NOTHING.isdisjoint({path.stem, *path.relative_to(TOP).parts})


def written_files() -> list[Path]:
    """The Python files but those that Django writes."""
    return [path for path in python_files("src", "tests", "benchmarks") if "migrations" not in path.parts]


def test_no_file_is_longer_than_the_wall():
    lengths = {path: path.read_text().count("\n") for path in written_files()}
    assert {str(path): length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_the_wall():
    found = {path: long_functions(path.read_text()) for path in python_files("src", "tests", "benchmarks")}
    assert {str(path): names for path, names in found.items() if names} == {}


def test_a_function_one_line_beyond_the_wall_would_be_found():
    body = "    pass\n" * (LONGEST_FUNCTION - 1)
    assert long_functions(f"def just_so():\n{body}") == []
    assert long_functions(f"def too_long():\n{body}    pass\n") == ["too_long"]


def test_modules_are_named_after_nouns_of_the_domain():
    assert [path for path in python_files("src", "tests", "benchmarks") if is_named_after_nothing(path)] == []
    assert is_named_after_nothing(TOP / "src" / "wangge" / "helpers.py")
    assert is_named_after_nothing(TOP / "src" / "wangge" / "common" / "areas.py")


def test_whoever_silences_a_checker_says_why():
    found = {path: silent_exceptions(path.read_text()) for path in python_files("src", "benchmarks")}
    assert {str(path): lines for path, lines in found.items() if lines} == {}


def test_an_exception_without_a_reason_would_be_found():
    ignore = "x = read()  # " + "type: ignore[no-any-return]"
    assert silent_exceptions(ignore) == [ignore]
    assert silent_exceptions(f"{ignore}  # shapely has no types") == []
    quiet = "x == None  # " + "noqa: E711"
    assert silent_exceptions(quiet) == [quiet]
    assert silent_exceptions(f"{quiet} (element by element)") == []


def test_no_journey_waits_for_a_promise_that_nobody_keeps():
    found = {path: waits_for_nothing(path.read_text()) for path in python_files("tests", "benchmarks")}
    assert {str(path): words for path, words in found.items() if words} == {}


def test_a_wait_for_a_promise_would_be_found():
    waits = 'page.wait_for_function("{}", arg=1)'
    assert waits_for_nothing(waits.format("async () => (await all()).length"))
    assert waits_for_nothing(waits.format("all().then((found) => found.length)"))
    assert not waits_for_nothing(waits.format("() => all().length > 0"))
