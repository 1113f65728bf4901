"""Codes of the organisation are read as words, in Chinese too."""

from enum import Enum
from pathlib import Path

import pytest

from tests.city import City, at, inside
from wangge.accounts.models import Team
from wangge.accounts.permissions import Role
from wangge.language import CHINESE, speaking
from wangge.territory.actions.places import import_premises
from wangge.territory.datum import Datum
from wangge.territory.models import AreaKind, OrganisationKind, PremisesKind, Rank
from wangge.territory.post_words import (
    area_kind_words,
    organisation_kind_words,
    premises_kind_words,
    rank_words,
    role_words,
    team_words,
)
from wangge.territory.tables import BadRows

WORDS = {
    Role: role_words,
    Rank: rank_words,
    Team: team_words,
    AreaKind: area_kind_words,
    OrganisationKind: organisation_kind_words,
    PremisesKind: premises_kind_words,
}


@pytest.mark.parametrize("codes", WORDS)
def test_every_code_has_words_of_its_own_in_chinese(codes: type[Enum]):
    with speaking(CHINESE):
        words = [WORDS[codes](code.value) for code in codes]
    assert len(set(words)) == len(words)
    assert all(not word.isascii() for word in words)


def test_who_imports_premises_of_no_known_kind_reads_what_to_write_and_what_it_means(city: City, tmp_path: Path):
    path = tmp_path / "premises.csv"
    longitude, latitude = inside(0)
    path.write_text(f"longitude,latitude,code,kind,name\n{longitude},{latitude},P1,temple,某处\n", encoding="utf-8")
    with speaking(CHINESE), pytest.raises(BadRows) as refused:
        import_premises(path=path, datum=Datum.WGS84, by=city.actor("planner", at("2026-03-11")))
    assert "restaurant（餐饮店）" in refused.value.rows[0].sentence
