"""Every text for people has its Chinese words, with the same gaps to fill, and the compiled catalogue is up to date."""

import ast
import io
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.contracts.repository import TOP, python_files
from wangge.language import LOCALES, _, activate

_CATALOGUE = LOCALES / "zh_Hans" / "LC_MESSAGES" / "wangge.po"


def source_texts() -> set[str]:
    methods = [
        ("**.py", "python"),
        ("**/templates/**.html", "wangge.screens.gathering:gather"),
        ("**/static/phone/**.mjs", "javascript"),
    ]
    words = {"_": None, "say": None}
    return {str(found[2]) for found in extract_from_dir(TOP / "src", method_map=methods, keywords=words)}


def chinese() -> dict[str, str]:
    with _CATALOGUE.open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file) if one.id and not one.fuzzy}


def gaps(text: str) -> set[str]:
    return {field for _text, field, _spec, _conversion in Formatter().parse(text) if field is not None}


def texts_beyond_extraction(source: str) -> list[int]:
    """Lines that ask for the words of something that is not written there in full."""
    calls = [one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.Call)]
    asked = [one for one in calls if isinstance(one.func, ast.Name) and one.func.id == "_"]
    return [one.lineno for one in asked if not _is_literal(one)]


def _is_literal(call: ast.Call) -> bool:
    return len(call.args) == 1 and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)


def test_every_text_has_its_chinese_words():
    translated = chinese()
    assert sorted(text for text in source_texts() if not translated.get(text)) == [], (
        "run `make messages`, then fill in"
    )


def test_the_catalogue_holds_no_text_that_is_gone():
    assert sorted(set(chinese()) - source_texts()) == [], "run `make messages`"


def test_a_translation_has_the_gaps_of_its_source():
    assert {text: words for text, words in chinese().items() if words and gaps(text) != gaps(words)} == {}


def test_gaps_of_any_form_are_seen():
    assert gaps("layer {layer}: {count:,} of {total!r}, {{not}} this") == {"layer", "count", "total"}


def test_the_compiled_catalogue_is_what_the_written_one_says():
    compiled = io.BytesIO()
    with _CATALOGUE.open("rb") as file:
        write_mo(compiled, read_po(file))
    assert _CATALOGUE.with_suffix(".mo").read_bytes() == compiled.getvalue(), "run `make messages`"


def test_texts_are_written_out_where_they_are_asked_for():
    found = {path: texts_beyond_extraction(path.read_text()) for path in python_files("src")}
    assert {str(path): lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize("call", ["_(name)", '_(f"layer {layer}")', '_("layer " + layer)', '_("layer {}".format(1))'])
def test_a_text_that_cannot_be_gathered_would_be_found(call):
    assert texts_beyond_extraction(call) == [1]


def test_chinese_is_spoken_once_it_is_asked_for():
    text = min(text for text, words in chinese().items() if words != text)
    activate("zh_Hans")
    try:
        assert _(text) == chinese()[text]
    finally:
        activate("en")
    assert _(text) == text
