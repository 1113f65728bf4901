"""What ``wangge`` says when it cannot do what is asked: code 2, one sentence, nothing written."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.small_town import command, communities, in_process_of_its_own, listing, small_town
from wangge.cli.main import main


@pytest.fixture(scope="module")
def yard(tmp_path_factory):
    """A folder with a town, a plan from before that is none, a folder and nothing else."""
    folder = tmp_path_factory.mktemp("yard")
    small_town(folder / "willow.gpkg")
    (folder / "plans").mkdir()
    (folder / "twin").mkdir()
    small_town(folder / "twin" / "willow.gpkg")
    small_town(folder / "bare.gpkg", streets=None)
    small_town(folder / "wild.gpkg", communities=communities_called("42"))
    (folder / "poem.gpkg").write_text("not a map")
    return folder


def communities_called(code):
    sheet = communities()
    sheet.columns["code"] = [code] * 3
    return sheet


TOWN = ["divide", "willow.gpkg"]
OUT = [*TOWN, "--out", "plan.gpkg"]

REFUSED = {
    "no command": (["conquer", "willow.gpkg"], "conquer"),
    "an option of nobody": (["--louder"], "--louder"),
    "no town": (["divide"], "TOWN is missing"),
    "no plan": (TOWN, "--out is missing"),
    "an option cut short": ([*OUT, "--pict", "plan.png"], "--pict"),
    "nothing behind an option": ([*OUT, "--seed"], "--seed"),
    "a value too many": ([*OUT, "--quiet=3"], "--quiet"),
    "a seed that is no number": ([*OUT, "--seed", "x"], "--seed: x is not a whole number"),
    "half a household": ([*OUT, "--target", "2.5"], "--target: 2.5 is not a whole number"),
    "no size": ([*OUT, "--low", "0"], "--low: 0 is below 1"),
    "a band upside down": ([*OUT, "--low", "300", "--high", "200"], "--low 300, --target 250, --high 200"),
    "a target outside the band": ([*OUT, "--target", "400"], "--low 200, --target 400, --high 300"),
    "an unknown measure": ([*OUT, "--measure", "cats"], "cats is not one of households, people"),
    "an unknown search": ([*OUT, "--search", "deep"], "deep is not one of short, long"),
    "an unknown language": ([*OUT, "--language", "fr"], "fr is not one of en, zh_Hans"),
    "no processes": ([*OUT, "--jobs", "0"], "--jobs: 0 is below 1"),
    "nothing as a size": ([*OUT, "--household-m2", "nan"], "--household-m2: nan is not a number"),
    "more than all": ([*OUT, "--usable-share", "1.5"], "--usable-share: 1.5"),
    "a share of nothing": ([*OUT, "--usable-share", "0"], "--usable-share: 0 is not above 0"),
    "an area below nothing": ([*OUT, "--smallest-m2", "-1"], "--smallest-m2: -1 is below 0"),
    "no words": ([*OUT, "--residential", ","], "--residential: at least one word"),
    "a picture of a part without a picture": ([*OUT, "--picture-community", "Old Mill"], "--picture"),
    "a community of nobody": ([*OUT, "--picture", "p.png", "--picture-community", "New Mill"], "New Mill: 0"),
    "the town as plan": ([*TOWN, "--out", "willow.gpkg"], "willow.gpkg is read as well"),
    "the town as plan by another way": ([*TOWN, "--out", "plans/../willow.gpkg"], "is read as well"),
    "the former plan as plan": ([*TOWN, "--out", "poem.gpkg", "--previous", "poem.gpkg"], "is read as well"),
    "a folder that is not there": ([*TOWN, "--out", "attic/plan.gpkg"], "--out attic/plan.gpkg"),
    "a folder as plan": ([*TOWN, "--out", "plans"], "must end in .gpkg"),
    "a name too long": ([*TOWN, "--out", f"{'n' * 300}.gpkg"], "File name too long"),
    "a plan of another kind": ([*TOWN, "--out", "plan.shp"], "--out plan.shp: the name must end in .gpkg"),
    "a report of another kind": ([*OUT, "--report", "r.txt"], "--report r.txt: the name must end in .json"),
    "a picture of another kind": ([*OUT, "--picture", "plan.jpg"], "--picture plan.jpg"),
    "a town that is not there": (["divide", "elm.gpkg", "--out", "plan.gpkg"], "elm.gpkg: there is no such file"),
    "a town with a name too long": (["divide", "n" * 300, "--out", "plan.gpkg"], "name"),
    "no map": (["divide", "poem.gpkg", "--out", "plan.gpkg"], "poem.gpkg cannot be read as a map"),
    "no streets": (["divide", "bare.gpkg", "--out", "plan.gpkg"], "bare.gpkg has no layer streets"),
    "wild codes": (["divide", "wild.gpkg", "--out", "plan.gpkg"], "layer communities"),
    "a former plan that is none": ([*OUT, "--previous", "bare.gpkg"], "bare.gpkg has no layer grids"),
    "communities that are not there": ([*OUT, "--communities", "c.geojson"], "c.geojson: there is no such file"),
    "an unknown system": ([*OUT, "--crs", "EPSG:0"], "EPSG:0"),
    "two towns of one name": (["divide", "willow.gpkg", "twin/willow.gpkg", "--out", "plans"], "called willow"),
    "two towns into one file": (["divide", "willow.gpkg", "bare.gpkg", "--out", "plan.gpkg"], "--out plan.gpkg/"),
    "two towns, one of them bad": (["divide", "willow.gpkg", "bare.gpkg", "--out", "plans"], "bare.gpkg"),
    "one community file for two": (
        ["divide", "willow.gpkg", "bare.gpkg", "--out", "plans", "--communities", "willow.gpkg"],
        "--communities is of one town",
    ),
    "a plan into the towns of many": (["divide", "twin/willow.gpkg", "bare.gpkg", "--out", "twin"], "is read as well"),
    "a synthetic town without a place": (["town"], "--out is missing"),
    "a synthetic town of another kind": (["town", "--out", "t.shp"], "--out t.shp: the name must end in .gpkg"),
    "a synthetic world": (["town", "--out", "t.gpkg", "--communities", "1000000"], "1000000"),
}


@pytest.mark.parametrize(("words", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_done_is_refused_in_one_sentence(words, reason, yard, monkeypatch, capsys):
    monkeypatch.chdir(yard)
    before = listing(yard)
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("wangge: ")
    assert said.err.count("\n") == 1
    assert reason in said.err
    assert listing(yard) == before


def test_a_former_file_stays_as_it_was_when_the_town_is_refused(yard, monkeypatch):
    monkeypatch.chdir(yard)
    (yard / "plans" / "old.gpkg").write_text("the plan in force")
    assert main(["divide", "bare.gpkg", "--out", "plans/old.gpkg"]) == 2
    assert (yard / "plans" / "old.gpkg").read_text() == "the plan in force"
    (yard / "plans" / "old.gpkg").unlink()


def test_a_cluster_that_is_not_there_ends_the_command_with_code_1(yard, capsys):
    words = ["divide", str(yard / "willow.gpkg"), "--out", str(yard / "plan.gpkg"), "--cluster", "nowhere:one"]
    assert main(words) == 1
    assert "no Dask scheduler" in capsys.readouterr().err
    assert not (yard / "plan.gpkg").exists()


_KNOWN = ["divide", "town", "elm.gpkg", "--out", "--jobs", "--seed", "--target", "--help", "--communities", "--quiet"]
_KNOWN += ["--language", "zh_Hans", "--language=", "--", "-", "-5", "--version", "--measure=people", "--low=9", "--crs"]
_WORDS = st.sampled_from(_KNOWN) | st.text(st.characters(exclude_characters="\0/"), max_size=8)


@given(st.lists(_WORDS, max_size=6))
def test_whatever_is_typed_ends_with_a_code_and_at_most_one_sentence(words):
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["divide", *words] if words[:1] == ["town"] else words)  # nobody wants a city to be made here
    assert code in {0, 2}
    assert err.getvalue().count("\n") == (1 if code else 0)


def test_an_interrupted_command_leaves_nothing_and_says_so_once(yard):
    words = (
        "divide",
        yard / "willow.gpkg",
        "--out",
        yard / "plan.gpkg",
        "--search",
        "long",
        "--picture",
        yard / "p.png",
    )
    before = listing(yard)
    with _ctrl_c_heard():
        process = subprocess.Popen(command(*words), stderr=subprocess.PIPE, text=True, start_new_session=True)
    _wait_for_workers(process)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to the workers too
    said = process.communicate()[1]
    # Python may end itself by the signal, which a shell calls 130 as well.
    assert process.returncode in {130, -signal.SIGINT}
    assert said == "wangge: interrupted; files that were not finished are as they were\n"
    assert listing(yard) == before


@contextmanager
def _ctrl_c_heard():
    """What a shell starts in the background ignores SIGINT, and so do its children unless somebody listens again."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _wait_for_workers(process):
    """Until the command has got so far that it has numba in memory and works."""
    while process.poll() is None and b"llvmlite" not in _maps(process.pid):
        time.sleep(0.01)
    time.sleep(0.2)


def _maps(pid):
    return Path(f"/proc/{pid}/maps").read_bytes()


def test_a_reader_who_leaves_is_not_told_about_it(yard):
    with subprocess.Popen(command("divide", "--help"), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""


def test_help_is_quick_because_neither_gdal_nor_numba_nor_matplotlib_is_loaded():
    heavy = "{'numba', 'pyogrio', 'matplotlib', 'shapely', 'scipy', 'pyproj'}"
    for words in (["--help"], ["divide", "--help"], ["town", "--help"], ["divide", "--seed", "x"]):
        script = (
            f"import sys; from wangge.cli.main import main; main({words}); sys.exit(str({heavy} & set(sys.modules)))"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        assert done.stderr.splitlines()[-1] == "set()"


def test_matplotlib_is_not_loaded_without_a_picture(yard):
    words = ["divide", str(yard / "willow.gpkg"), "--out", str(yard / "plain.gpkg"), "--jobs", "1", "--quiet"]
    script = f"import sys; from wangge.cli.main import main; main({words}); sys.exit(str('matplotlib' in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    (yard / "plain.gpkg").unlink()
    assert done.stderr == "False\n"


def test_a_terminal_without_chinese_gets_question_marks_and_no_traceback(yard, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = in_process_of_its_own("divide", yard / "榆树.gpkg", "--out", yard / "plan.gpkg", "--language", "zh_Hans")
    assert done.returncode == 2
    assert done.stderr.startswith("wangge: ")
    assert "?" in done.stderr
    assert "Traceback" not in done.stderr
