"""``wangge backup`` and ``wangge restore``: what was there is there again, and a bad archive changes nothing."""

import io
import json
import tarfile

import pytest

from tests.cli.installation import bare, copy_of, migrated

pytestmark = pytest.mark.django_db

_SEED = """
from datetime import UTC, datetime
from wangge.accounts.models import User, AuditEntry
from wangge.accounts.vaults import vault
from wangge.messages.models import Message
at = datetime(2026, 3, 11, tzinfo=UTC)
lin = User.objects.create(username="lin", work_name="林巧", team="grid_worker", joined_at=at)
AuditEntry.objects.bulk_create(AuditEntry(at=at, action="sign_in", actor=lin) for _row in range(1000))
told = dict(channel="sms", topic="t", text="x", written_at=at, not_before=at)
Message.objects.create(key="m", to_sealed=vault().seal("13900000000"), **told)
"""
_TELL = """
from wangge.accounts.models import User, AuditEntry
from wangge.accounts.vaults import vault
from wangge.messages.models import Message
from wangge.trust.vault import VaultError
def opened():
    try:
        return vault().open(Message.objects.get().to_sealed)
    except VaultError:
        return "sealed"
print([user.work_name for user in User.objects.order_by("id")], AuditEntry.objects.count(), opened())
"""
_WRITE_IN_PAIRS = """
from datetime import UTC, datetime
from django.db import transaction
from wangge.accounts.models import AuditEntry
print("begun", flush=True)
while True:
    with transaction.atomic():
        for _row in range(2):
            AuditEntry.objects.create(at=datetime(2026, 3, 11, tzinfo=UTC), action="sign_out")
"""
SEEDED = "['林巧'] 1000 13900000000"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("backups")


@pytest.fixture(scope="module")
def template(place):
    return migrated(place)


@pytest.fixture(scope="module")
def lived_in(template, place):
    """An installation with rows, a sealed contact and two photos."""
    made = copy_of(template, place, "lived-in")
    made.python(_SEED)
    for name in ("ab/one.jpg", "cd/two.jpg"):
        photo = made.folder / "photos" / name
        photo.parent.mkdir(parents=True)
        photo.write_bytes(name.encode() * 1000)
    return made


@pytest.fixture(scope="module")
def whole(lived_in, place):
    archive = place / "whole.tar"
    done = lived_in.run("backup", archive, "--with-secrets")
    assert done.returncode == 0, done.stderr
    assert "2 photos" in done.stdout
    return archive


def content(here):
    photos = here.folder / "photos"
    return here.python(_TELL), {str(path.relative_to(photos)): path.read_bytes() for path in photos.rglob("*.jpg")}


def test_an_archive_with_secrets_sets_up_an_empty_place_whole(lived_in, whole, tmp_path):
    fresh = bare(tmp_path)
    done = fresh.run("restore", whole)
    assert done.returncode == 0, done.stderr
    assert content(fresh) == content(lived_in)
    assert content(fresh)[0] == SEEDED
    assert (fresh.folder / "contact.keys").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in fresh.folder.iterdir() if path.name.startswith(".")) == []


def test_without_secrets_it_says_loudly_that_contacts_cannot_be_read(lived_in, tmp_path):
    archive, fresh = tmp_path / "plain.tar", bare(tmp_path)
    done = lived_in.run("backup", archive)
    assert "WARNING: it holds no keys" in done.stdout
    assert "contact.keys" not in archive.read_bytes().decode(errors="replace")
    told = fresh.run("restore", archive).stdout
    assert "WARNING: the archive held no keys" in told
    assert all(f"without {key}" in told for key in ("contact.keys", "secret.key", "station.keys"))
    assert content(fresh)[0] == SEEDED.replace("13900000000", "sealed")
    (fresh.folder / "contact.keys").write_bytes((lived_in.folder / "contact.keys").read_bytes())
    assert content(fresh)[0] == SEEDED


def test_an_archive_is_for_its_owner_only_and_overwrites_nothing(lived_in, whole):
    assert whole.stat().st_mode & 0o777 == 0o600
    before = whole.read_bytes()
    done = lived_in.run("backup", whole)
    assert (done.returncode, whole.read_bytes()) == (2, before)
    assert "is there already" in done.stderr


def test_the_manifest_counts_the_rows_of_each_table(whole):
    with tarfile.open(whole) as tar:
        assert tar.getnames()[-1] == "manifest.json"
        manifest = json.load(tar.extractfile("manifest.json"))
    assert manifest["rows"]["accounts_auditentry"] == 1000
    assert manifest["rows"]["accounts_user"] == 1
    assert {"database", "photos/ab/one.jpg", "secrets/contact.keys"} < set(manifest["hashes"])


def test_an_installation_that_lives_is_replaced_only_if_that_is_said(template, lived_in, whole, tmp_path):
    other = copy_of(template, tmp_path)
    other.python(_SEED.replace("林巧", "何青").replace("1000", "7"))
    before = content(other)
    done = other.run("restore", whole)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "is not empty, and nothing was changed" in done.stderr
    assert content(other) == before
    assert other.run("restore", whole, "--replace").returncode == 0
    assert content(other) == content(lived_in)


def cut_short(whole, path):
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])


def cut_at_the_end(whole, path):
    """Everything but the manifest."""
    with tarfile.open(whole) as tar, tarfile.open(path, "w") as less:
        for member in tar.getmembers()[:-1]:
            less.addfile(member, tar.extractfile(member))


def with_another_photo(whole, path):
    with tarfile.open(whole) as tar, tarfile.open(path, "w") as other:
        for member in tar.getmembers():
            content = tar.extractfile(member).read()
            other.addfile(member, io.BytesIO(content.replace(b"ab/one", b"AB/one")))


def with_a_way_out(whole, path):
    with tarfile.open(whole) as tar, tarfile.open(path, "w") as other:
        for member in tar.getmembers():
            other.addfile(member, tar.extractfile(member))
        stranger = tarfile.TarInfo("photos/../../evil")
        stranger.size = 4
        other.addfile(stranger, io.BytesIO(b"evil"))


def a_poem(_whole, path):
    path.write_text("not an archive")


BROKEN = [cut_short, cut_at_the_end, with_another_photo, with_a_way_out, a_poem]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.__name__)
def test_an_archive_that_is_not_what_was_written_changes_nothing(broken, lived_in, whole, tmp_path):
    path = tmp_path / "broken.tar"
    broken(whole, path)
    before = content(lived_in)
    done = lived_in.run("restore", path, "--replace")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert "broken.tar" in done.stderr
    assert content(lived_in) == before
    assert not list(tmp_path.rglob("evil"))


def test_an_archive_of_the_other_kind_of_database_is_refused(lived_in, whole, tmp_path):
    other = (
        "sqlite:////" + str(tmp_path / "x.sqlite3").lstrip("/") if lived_in.database else "postgresql://127.0.0.1:1/x"
    )
    done = lived_in.run("restore", whole, "--replace", WANGGE_DATABASE=other)
    assert done.returncode == 1
    assert "restore to the same kind" in done.stderr


def test_a_backup_is_of_one_moment_while_others_write(lived_in, tmp_path):
    """Each transaction writes two rows: an archive with an odd number would have seen half of one."""
    writer = lived_in.begin_python(_WRITE_IN_PAIRS)
    try:
        assert writer.stdout.readline() == "begun\n"
        archives = [tmp_path / f"{number}.tar" for number in range(2)]
        done = [lived_in.run("backup", archive) for archive in archives]
    finally:
        writer.kill()
        writer.communicate()
    assert [one.returncode for one in done] == [0, 0], done[0].stderr
    counts = []
    for archive in archives:
        with tarfile.open(archive) as tar:
            counts.append(json.load(tar.extractfile("manifest.json"))["rows"]["accounts_auditentry"])
    assert counts[0] < counts[1]
    assert [count % 2 for count in counts] == [0, 0]
