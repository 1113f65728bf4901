"""What a city's own rows must not be about: persons, petitions, accusations, violence; each with who can help.

The patterns are stricter than ``prohibited``, because these rows become work: a class, a duty, a question, a case.
"""

from dataclasses import dataclass
from enum import Enum, auto


class Office(Enum):
    """Who can help with it instead."""

    NONE = auto()
    PERSON = auto()
    PETITIONS = auto()
    DISCIPLINE = auto()
    EMERGENCY = auto()
    HEALTH = auto()
    RELIEF = auto()


@dataclass(frozen=True)
class Subject:
    """Patterns that point to one office; ``unless`` are longer words that contain one of these and mean no harm."""

    office: Office
    english: tuple[str, ...]
    chinese: tuple[str, ...]
    unless: tuple[str, ...] = ()


# "举报" alone is how people also report rubbish: only against persons it is an accusation.
_AGAINST = "(?:举报|投诉|反映)[^，。；]{0,12}?(?:干部|领导|书记|民警|警察|公务员|贪污|受贿|行贿|徇私|违纪|腐败)"
_GATHERED = "(?:登记|排查|摸排|摸底|核查|管控|台账|档案)"
_PEOPLE = "(?:流动人口|外来人口|外来人员|租客|租户人员|居住人员|人员身份|人员信息)"

SUBJECTS = (
    Subject(
        Office.EMERGENCY,
        ("domestic_violence", "child_abuse", "abused_child", "abused_children", "suicide", "kidnapping"),
        ("家暴", "家庭暴力", "虐待", "拐卖", "轻生", "自杀", "猥亵"),
    ),
    Subject(
        Office.PETITIONS,
        ("petition", "petitioner", "petitioning"),
        ("信访", "上访", "缠访", "闹访"),
        unless=("信访局", "信访办", "信访大厅", "信访接待"),  # a cover may be missing before their door
    ),
    Subject(
        Office.DISCIPLINE,
        ("accusation", "bribery", "corruption", "corrupt_official", "complaint_against_(?:an_)?official"),
        ("控告", "检举", _AGAINST),
    ),
    Subject(
        Office.HEALTH,
        ("mental_illness", "mental_disorder", "mentally_ill", "mental_patient", "psychiatric_patient"),
        ("精神病", "精神障碍", "精神异常", "精神疾病"),
        unless=("精神病医院", "精神病院"),
    ),
    Subject(
        Office.RELIEF,
        ("beggar", "vagrant", "begging", "homeless_person", "homeless_people"),
        ("流浪汉", "流浪人员", "流浪乞讨", "乞讨", "乞丐"),
    ),
    Subject(
        Office.PERSON,
        (
            "(?:suspicious|problem|target|wanted|drunk|drunken)_(?:person|persons|people|man|woman|resident|tenant)",
            "(?:resident|tenant|person|migrant|visitor)_(?:registration|investigation|monitoring|surveillance|control)",
            "(?:register|investigate|monitor)_(?:residents|tenants|persons|migrants|visitors)",
            "identity_card_number", "id_card_number", "ethnic_group", "criminal_history", "psychiatric_history",
        ),
        (
            _PEOPLE + "[^，。；]{0,6}?" + _GATHERED, _GATHERED + "[^，。；]{0,6}?" + _PEOPLE,
            "可疑人", "酗酒人员", "醉酒人员", "身份证号", "重点家庭", "涉黑", "传销人员",
        ),
    ),
)  # fmt: skip
