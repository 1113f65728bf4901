"""Invented people: a surname with one or two pleasant characters, no name twice."""

from collections.abc import Iterator
from random import Random

_SURNAMES = (
    "林周许沈贺方秦黎苏严郝陆江叶尚钟石段罗武何梁邹高温程丁白孟汤余顾卢蒋乔康邵田夏廖姚范金谭戴贾宋唐冯董袁潘于杜魏"
)
_GIVEN = (
    "巧兰文蓝川正岳图册明净帆畅青平敏岚宁城禾远清雨松柏舟野溪晴朗星河安然乐怡知言行之书画棠桐枫荷月昕彤晨曦云水石泉"
)


def invented_names(chance: Random) -> Iterator[str]:
    """Names without end, each only once."""
    given: set[str] = set()
    while True:
        name = chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.choice((1, 2, 2))))
        if name not in given:
            given.add(name)
            yield name
