"""A city from nothing: migrate, import areas, the first administrator, a plan of two persons, the catalogue."""

import os
import subprocess

import pyogrio
import pytest

from tests.cli.installation import PASSWORD, bare
from tests.cli.small_town import CODES, small_town
from wangge.cli.main import main

pytestmark = pytest.mark.django_db

CITY = "420500000000"
_STAFF = f"""username,work_name,team,role,area
planner,李规,office,planner,{CITY}
lead,秦总,office,centre_lead,{CITY}
guest,官查,office,auditor,{CITY}
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    town = small_town(folder / "town.gpkg")
    assert main(["divide", str(town), "--out", str(folder / "plan.gpkg"), "--jobs", "1", "--quiet"]) == 0
    (folder / "password").write_text(PASSWORD + "\n")
    (folder / "short").write_text("short\n")
    (folder / "staff.csv").write_text(_STAFF)
    return folder


@pytest.fixture(scope="module")
def here(tmp_path_factory, files):
    """Migrated, with its areas and three people."""
    made = bare(tmp_path_factory.mktemp("set-up"))
    done = made.run("migrate")
    assert done.returncode == 0, done.stderr
    assert "migrations applied" in done.stdout
    done = made.run("import", "areas", files / "town.gpkg", "--city", CITY, "--city-name", "宜昌市")
    assert done.returncode == 0, done.stderr
    assert "3 communities" in done.stdout
    done = made.run("import", "staff", files / "staff.csv")
    assert done.returncode == 0, done.stderr
    assert "3 accounts and 3 postings are new" in done.stdout
    return made


def test_migrate_makes_a_private_folder_and_a_second_time_changes_nothing(here):
    assert {path.name for path in here.folder.iterdir()} >= {"photos", "static", "secret.key", "contact.keys"}
    assert here.folder.stat().st_mode & 0o777 == 0o700
    done = here.run("migrate")
    assert (done.returncode, done.stderr) == (0, "")
    assert "up to date" in done.stdout
    assert here.python("from wangge.catalogue.models import Calendar; print(Calendar.objects.count())") == "1"


def test_the_areas_of_a_town_bring_its_basemap_which_may_be_made_again(here, files):
    basemap = here.folder / "basemap.pmtiles"
    assert basemap.read_bytes().startswith(b"PMTiles")
    basemap.unlink()
    done = here.run("import", "basemap", files / "town.gpkg")
    assert (done.returncode, "basemap was made" in done.stdout) == (0, True), done.stderr
    assert basemap.exists()
    done = here.run("import", "basemap", files / "plan.gpkg")
    assert (done.returncode, "no streets" in done.stderr) == (2, True), done.stderr
    assert basemap.exists()


def test_an_archive_may_be_restored_over_what_migrate_made(tmp_path):
    made = bare(tmp_path)
    made.run("migrate")
    assert made.run("backup", tmp_path / "new.tar").returncode == 0
    assert made.run("restore", tmp_path / "new.tar").returncode == 0


def test_the_first_administrator_is_made_once(here, files):
    words = ("--work-name", "钟敏", "--password-file", files / "password", "--administrator", CITY)
    first = here.run("user", "zhong", *words)
    assert first.returncode == 0, first.stderr
    assert "is the administrator of 宜昌市" in first.stdout
    assert "second factor" in first.stdout
    second = here.run("user", "shi", *words)
    assert (second.returncode, second.stderr.count("\n")) == (2, 1)
    assert "there is an administrator already" in second.stderr
    script = "from wangge.accounts.models import User; print(User.objects.filter(username={!r}).count())"
    assert here.python(script.format("shi")) == "0"
    check = "from wangge.accounts.models import User; print(User.objects.get(username='zhong').check_password({!r}))"
    assert here.python(check.format(PASSWORD)) == "True"


@pytest.mark.parametrize(("second", "code"), [(PASSWORD, 0), ("another-long-secret", 2)])
def test_the_password_is_asked_twice_on_the_terminal_and_never_shown(here, second, code):
    ours, theirs = os.openpty()
    words = here.command("user", f"he-{code}", "--work-name", "何青", "--team", "volunteer")
    pipes = {"stdin": theirs, "stdout": theirs, "stderr": theirs, "start_new_session": True}
    with subprocess.Popen(words, env=here.environment, **pipes) as process:
        os.close(theirs)
        shown = ""
        for asked, answer in (("Password: ", PASSWORD), ("Once more: ", second)):
            shown += read_until(ours, asked)
            os.write(ours, f"{answer}\n".encode())
        shown += read_until(ours, "he-0" if code == 0 else "differ")
        process.wait(timeout=60)
    os.close(ours)
    assert process.returncode == code, shown
    assert PASSWORD not in shown
    script = f"from wangge.accounts.models import User; print(User.objects.filter(username='he-{code}').count())"
    assert here.python(script) == ("1" if code == 0 else "0")


def read_until(terminal, word):
    shown = b""
    while word.encode() not in shown:
        shown += os.read(terminal, 1000)
    return shown.decode()


REFUSED_USERS = {
    "no work name": ([], "--work-name is missing"),
    "nobody to ask": (["--work-name", "何青"], "no terminal to ask"),
    "a short password": (["--work-name", "何青", "--password-file", "short"], "12"),
    "no such file": (["--work-name", "何青", "--password-file", "nowhere"], "there is no such file"),
    "no such area": (["--work-name", "何青", "--administrator", "110000000000"], "there is no area with this code"),
    "no such team": (["--work-name", "何青", "--team", "police"], "police is not one of"),
}


@pytest.mark.parametrize(("words", "reason"), REFUSED_USERS.values(), ids=REFUSED_USERS.keys())
def test_a_user_who_cannot_be_made_is_refused_in_a_sentence(here, files, monkeypatch, words, reason):
    monkeypatch.chdir(files)
    done = here.run("user", "he", *words)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert reason in done.stderr


def test_a_plan_needs_two_persons_with_the_right_to_it(here, files):
    adopt = ("import", "plan", files / "plan.gpkg", "--adopt", "--title", "2026")
    refused = {
        "two persons answer": adopt,
        "nobody signs in": (*adopt, "--as", "planner", "--approved-by", "nobody"),
        "second person": (*adopt, "--as", "planner", "--approved-by", "guest"),
    }
    assert [here.run(*words).returncode for words in refused.values()] == [2, 2, 2]
    assert _plans(here) == "[]"
    done = here.run(*adopt, "--as", "planner", "--approved-by", "lead")
    assert done.returncode == 0, done.stderr
    assert "9 grids, in force" in done.stdout
    assert _plans(here) == "['adopted']"
    out = files / "again.gpkg"
    assert here.run("export", "plan", out).returncode == 0
    meta, _fids, shapes, values = pyogrio.raw.read(out)
    grids = dict(zip(meta["fields"], values, strict=True))
    assert len(shapes) == 9
    assert {code[:12] for code in grids["code"]} == set(CODES)
    assert sum(grids["households"]) == 3 * 768
    assert here.run("import", "plan", out, "--as", "planner").returncode == 0, "what was exported can be imported"


def _plans(here):
    script = (
        "from wangge.territory.models import GridPlan; print(list(GridPlan.objects.values_list('state', flat=True)))"
    )
    return here.python(script)


def test_the_catalogue_that_comes_along_is_adopted_and_goes_out_and_in_again(here, files):
    assert here.run("export", "catalogue", files / "none.xlsx").returncode == 1
    done = here.run("import", "catalogue", "--adopt")
    assert done.returncode == 0, done.stderr
    assert "Edition 1 with" in done.stdout
    assert here.run("export", "catalogue", files / "classes.xlsx").returncode == 0
    again = here.run("import", "catalogue", files / "classes.xlsx")
    assert again.returncode == 0, again.stderr
    assert again.stdout.split("with")[1].split("is")[0] == done.stdout.split("with")[1].split("is")[0]


def test_bad_rows_are_told_one_by_one_and_nothing_is_imported(here, files):
    table = files / "units.csv"
    table.write_text(
        "code,kind,name_zh,name_en,parent,area\n"
        f"C1,city_centre,中心,Centre,,{CITY}\nC2,circus,马戏团,Circus,,{CITY}\nC3,grid_centre,中心,Centre,C9,{CITY}\n",
        encoding="utf-8",
    )
    done = here.run("import", "organisations", table)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "2 faults" in done.stderr
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["row 3", "row 4"]
    count = "from wangge.territory.models import Organisation; print(Organisation.objects.count())"
    assert here.python(count) == "0"


REFUSED = {
    "an unknown kind": (["import", "cats", "x.csv"], "cats is not one of"),
    "no file": (["import", "areas"], "FILE is missing"),
    "a file that is not there": (["import", "addresses", "x.csv"], "x.csv: there is no such file"),
    "an unknown day": (["import", "plan", "x.gpkg", "--from", "soon"], "soon is no date"),
    "an export of another kind": (["export", "plan", "x.xlsx"], "the name must end in .gpkg"),
}


@pytest.mark.parametrize(("words", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_imported_is_refused_in_one_sentence(here, words, reason):
    done = here.run(*words)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert reason in done.stderr
