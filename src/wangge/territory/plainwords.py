"""Addresses as a search compares them: one way to write each, its pinyin and its initials. No address is kept here.

``plain_of`` takes full-width letters for half-width, drops spaces and punctuation (a dash between digits stays), reads
Chinese numerals as digits where they number a house (三号 is 3号; 中山一路 stays), and has one word for each part of a
house: 栋 (also 幢, 号楼), 室 (also 房, 号房), 号 (also #).
"""

import re
import unicodedata

from pypinyin import Style, lazy_pinyin

_DIGITS = {numeral: digit for digit, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100}
_NUMBERED = "号|弄|栋|幢|座|单元|室|房|楼|层|组|户"
_NUMERALS = re.compile(f"[{''.join(_DIGITS)}{''.join(_TENS)}]+(?={_NUMBERED})")
_DASHES = re.compile(r"[-\u2010-\u2015\u2212~～_/]+")
_JOINING_DASH = re.compile(r"(?<![0-9])-|-(?![0-9])")
_NO_LETTER = re.compile(r"[^\w-]|_")
_WORDS = (
    (re.compile("#"), "号"),
    (re.compile("号楼|幢"), "栋"),
    (re.compile("(?<=[0-9])(?:号?房|号室)"), "室"),
)


def plain_of(text: str) -> str:
    """The one way to write an address; empty if there is no letter in it."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = _JOINING_DASH.sub("", _DASHES.sub("-", plain.replace("#", "号")))
    plain = _NO_LETTER.sub("", plain)
    plain = _NUMERALS.sub(lambda found: _digits(found.group()), plain)
    for written, word in _WORDS:
        plain = written.sub(word, plain)
    return plain


def pinyin_of(plain: str) -> str:
    """The syllables one after the other, without tones: 云集路12号 is yunjilu12hao; ü is v, as one types it."""
    return "".join(lazy_pinyin(plain)).replace("ü", "v")


def initials_of(plain: str) -> str:
    """The first letter of each syllable, digits whole: 云集路12号 is yjl12h."""
    return "".join(lazy_pinyin(plain, style=Style.FIRST_LETTER))


def _digits(numerals: str) -> str:
    """十二 is 12, 一百零五 is 105; without a ten or hundred digit by digit: 三〇一 is 301."""
    if not any(numeral in _TENS for numeral in numerals):
        return "".join(str(_DIGITS[numeral]) for numeral in numerals)
    total, digit = 0, None
    for numeral in numerals:
        if numeral in _TENS:
            total += (1 if digit is None else digit) * _TENS[numeral]
            digit = None
        else:
            digit = _DIGITS[numeral]
    return str(total + (digit or 0))
