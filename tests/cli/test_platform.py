"""Commands of the platform when the installation is not ready, or its settings cannot be used."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cli.installation import Installation, bare
from wangge.accounts.models import User

pytestmark = pytest.mark.django_db

COMMANDS = [["worker", "--once"], ["serve"], ["backup", "x.tar"]]


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    return bare(tmp_path_factory.mktemp("empty"))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_without_its_tables_a_command_says_run_wangge_migrate(empty, words):
    done = empty.run(*words)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "run wangge migrate" in done.stderr


def test_a_variable_that_cannot_be_used_ends_the_command_with_one_sentence(tmp_path):
    done = Installation(tmp_path / "data").run("worker", "--once", WANGGE_DATABASE="mysql://a:secret@b/c")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert done.stderr.startswith("wangge: WANGGE_DATABASE begins with mysql://")
    assert "secret" not in done.stderr


def test_a_database_that_does_not_answer_is_a_sentence(tmp_path):
    here = Installation(tmp_path / "data", "postgresql://wangge:secret@127.0.0.1:1/town")
    done = here.run("worker", "--once")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("wangge: the database town does not answer")
    assert "secret" not in done.stderr


def test_keys_are_made_once_for_their_owner_only(tmp_path):
    here = Installation(tmp_path / "data")
    here.python("")
    made = {path.name: path.read_text() for path in here.folder.iterdir()}
    assert set(made) == {"secret.key", "contact.keys", "station.keys"}
    assert here.folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in here.folder.iterdir()} == {0o600}
    here.python("")
    assert {path.name: path.read_text() for path in here.folder.iterdir()} == made


def test_a_fault_of_our_own_is_not_blamed_on_the_database(db):
    from wangge.cli.platform import PlatformError, answering_database  # noqa: PLC0415 (once Django is set up)

    with connection.cursor() as cursor:
        with pytest.raises(PlatformError, match="run wangge migrate"), transaction.atomic(), answering_database():
            cursor.execute("SELECT * FROM no_table_of_ours")
        with pytest.raises(IntegrityError), transaction.atomic(), answering_database():
            User.objects.create(username="lin", work_name="林巧", team="police")
