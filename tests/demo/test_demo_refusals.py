"""What the demonstration refuses: a database that is not empty, files that are something else."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.demo.small_city import built
from wangge.accounts.models import User
from wangge.accounts.refusals import Unusable
from wangge.demo.city import CITY_CODE, Files, NotEmpty
from wangge.demo.signins import read_sign_ins
from wangge.territory.defects import PlanDefects
from wangge.territory.models import Area


@pytest.mark.django_db
def test_a_database_in_which_somebody_lives_is_left_alone(demo_files: Files):
    Area.objects.create(code=CITY_CODE, kind="city", name_zh="宜市")
    with pytest.raises(NotEmpty, match="not empty"):
        built(demo_files)
    assert User.objects.count() == 0


@pytest.mark.django_db
def test_nothing_stays_of_a_city_that_could_not_be_built(demo_files: Files):
    with pytest.raises(PlanDefects):
        built(replace(demo_files, plan=demo_files.town))
    assert (User.objects.count(), Area.objects.count()) == (0, 0)


@pytest.mark.parametrize("content", ["", "{", "[1]", '[{"name": "x"}]', json.dumps({"a": 1})])
def test_a_file_that_is_something_else_is_refused_in_a_sentence(tmp_path: Path, content: str):
    path = tmp_path / "people.json"
    with pytest.raises(Unusable, match="no such file"):
        read_sign_ins(path)
    path.write_text(content)
    with pytest.raises(Unusable, match="no file of sign-ins"):
        read_sign_ins(path)
