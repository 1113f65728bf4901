"""``wangge seal``, ``verify-audit``, ``erase``, ``rotate-keys`` and ``doctor`` on an installation with faults."""

import os
from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet

from tests.cli.installation import copy_of, migrated

pytestmark = pytest.mark.django_db

_SEED = """
from datetime import UTC, datetime
from wangge.accounts.models import User, AuditEntry
from wangge.accounts.vaults import vault
from wangge.messages.models import Message
at = datetime(2026, 3, 11, tzinfo=UTC)
AuditEntry.objects.bulk_create(AuditEntry(at=at, action="sign_in", subject=str(row)) for row in range(5))
told = dict(channel="sms", topic="t", text="x", state="given_up", written_at=at, not_before=at)
Message.objects.bulk_create(Message(key=str(n), to_sealed=vault().seal(f"1390000{n:04}"), **told) for n in range(7))
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    made = migrated(tmp_path_factory.mktemp("template"))
    made.python(_SEED)
    return made


@pytest.fixture
def here(template, tmp_path):
    return copy_of(template, tmp_path)


@pytest.fixture(scope="module")
def before(template):
    """What the doctor says where nothing was spoilt."""
    return template.run("doctor").stdout


def opened(here, **variables):
    script = (
        "from wangge.accounts.vaults import vault\nfrom wangge.messages.models import Message\n"
        "print(*[vault().open(m.to_sealed)[-4:] for m in Message.objects.order_by('id')])"
    )
    return here.python(script)


def test_a_change_in_the_sealed_audit_is_told_with_code_1(here):
    done = here.run("seal")
    assert done.returncode == 0, done.stderr
    assert "1 seals over" in done.stdout
    assert here.run("verify-audit").returncode == 0
    here.python(
        "from wangge.accounts.models import AuditEntry; AuditEntry.objects.filter(subject='3').update(subject='9')"
    )
    broken = here.run("verify-audit")
    assert broken.returncode == 1
    assert "the audit was changed: 1 breaks" in broken.stderr
    assert broken.stdout.count("\n") == 1
    assert broken.stdout.strip() in here.run("doctor").stdout


def test_rotation_seals_everything_with_the_newest_key(here):
    keys = here.folder / "contact.keys"
    former, fresh = keys.read_text(), Fernet.generate_key().decode() + "\n"
    keys.write_text(fresh + former)
    done = here.run("rotate-keys")
    assert done.returncode == 0, done.stderr
    assert "Message.to_sealed: 7 rows sealed again" in done.stdout
    keys.write_text(fresh)
    assert opened(here) == "0000 0001 0002 0003 0004 0005 0006"
    assert "Message.to_sealed: 0 rows" in here.run("rotate-keys").stdout


def test_without_the_former_key_rotation_and_doctor_say_so_and_nothing_changes(here):
    keys = here.folder / "contact.keys"
    former = keys.read_text()
    keys.write_text(Fernet.generate_key().decode() + "\n")
    done = here.run("rotate-keys")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "Message.to_sealed" in done.stderr
    assert "Message.to_sealed holds sealed rows that none of the contact keys opens" in here.run("doctor").stdout
    keys.write_text(former)
    assert opened(here).startswith("0000")


def test_what_is_kept_too_long_is_proved_erased_and_proved_again(here):
    here.python(
        "from datetime import UTC, datetime\nfrom wangge.messages.models import Message\n"
        "at = datetime(2001, 1, 1, tzinfo=UTC)\nMessage.objects.update(written_at=at, not_before=at, gone_at=at)"
    )
    before = here.run("erase", "--prove")
    assert before.returncode == 1, before.stdout
    assert "run wangge erase" in before.stderr
    assert here.run("erase").returncode == 0
    after = here.run("erase", "--prove")
    assert after.returncode == 0, after.stdout
    assert {line.rpartition(" ")[2] for line in after.stdout.splitlines()[:-1]} == {"0"}


def test_the_doctor_names_what_an_empty_installation_lacks(here):
    done = here.run("doctor")
    assert done.returncode == 1
    for word in ("no city", "administrator", "No grid plan", "No catalogue", "No worker", "calendar", "static files"):
        assert word in done.stdout
    number = sum(line.startswith("TO DO") for line in done.stdout.splitlines())
    assert done.stderr == f"wangge: {number} things are missing or unsafe, see above\n"


FAULTS = {
    "an open folder": (lambda here: here.folder.chmod(0o755), {}, "open to other users"),
    "a key that others read": (
        lambda here: (here.folder / "contact.keys").chmod(0o644),
        {},
        "contact.keys can be read",
    ),
    "http": (lambda _here: None, {"WANGGE_PLAIN_HTTP": "yes"}, "WANGGE_PLAIN_HTTP is set"),
    "every host": (lambda _here: None, {"WANGGE_HOSTS": '["*"]'}, "WANGGE_HOSTS allows every name"),
    "Greenwich": (lambda _here: None, {"WANGGE_TIMEZONE": "UTC"}, "WANGGE_TIMEZONE is UTC"),
    "a weak secret": (lambda _here: None, {"WANGGE_SECRET_KEY": "abc"}, "security.W009"),
    "a clock that was ahead": (
        lambda here: here.python(
            "from wangge.accounts.models import AuditEntry\nfrom datetime import UTC, datetime\n"
            "AuditEntry.objects.create(at=datetime(2999, 1, 1, tzinfo=UTC), action='sign_in')"
        ),
        {},
        "still to come",
    ),
    "an outbox that stands still": (
        lambda here: here.python("from wangge.messages.models import Message; Message.objects.update(state='waiting')"),
        {},
        "7 messages wait",
    ),
    "a migration that is not applied": (
        lambda here: here.python(
            "from django.db import connection\n"
            "connection.cursor().execute(\"DELETE FROM django_migrations WHERE app = 'mfa' AND name LIKE '0003%'\")"
        ),
        {},
        "lacks 1 migrations",
    ),
}


@pytest.mark.parametrize(("spoil", "variables", "sentence"), FAULTS.values(), ids=FAULTS.keys())
def test_the_doctor_finds(here, before, spoil, variables, sentence):
    assert sentence not in before
    spoil(here)
    done = here.run("doctor", **variables)
    assert done.returncode == 1
    assert sentence in done.stdout
    assert "Traceback" not in done.stderr


def test_the_doctor_notes_that_no_sms_is_sent_until_a_gateway_is_set(here, before):
    assert "note: WANGGE_SMS_GATEWAY is empty" in before
    done = here.run("doctor", WANGGE_SMS_GATEWAY="http://127.0.0.1:9/letters")
    assert "WANGGE_SMS_GATEWAY" not in done.stdout


def test_the_doctor_is_content_with_a_worker_that_was_here_just_now(here):
    now = datetime.now(UTC).timestamp()
    for age, missed in ((60, False), (600, True)):
        (here.folder / "worker.seen").touch()
        os.utime(here.folder / "worker.seen", (now - age, now - age))
        assert ("No worker has been seen" in here.run("doctor").stdout) is missed


def test_a_database_that_does_not_answer_is_one_finding_and_the_rest_is_not_asked(here):
    done = here.run("doctor", WANGGE_DATABASE="postgresql://wangge:secret@127.0.0.1:1/town")
    assert done.returncode == 1
    assert "The database town does not answer" in done.stdout
    assert "No grid plan" not in done.stdout
    assert "secret" not in done.stdout + done.stderr
