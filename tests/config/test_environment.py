"""Variables that cannot be used are named in one sentence, which never repeats a password."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.test import override_settings

from tests.accounts.people import AT
from tests.contracts.repository import TOP
from wangge.config.addresses import database, hosts, mail, timezone
from wangge.config.environment import Environment, Unsettled, read_environment
from wangge.config.keys import contact_keys, secret, station_keys
from wangge.messages.gateways.email import deliver
from wangge.messages.letters import Letter


@pytest.fixture(autouse=True)
def _nothing_said(monkeypatch):
    for name in [name for name in os.environ if name.startswith("WANGGE_")]:
        monkeypatch.delenv(name)


def read_all(folder):
    environment = read_environment().model_copy(update={"data": folder})
    for read in (database, hosts, mail, timezone, contact_keys, station_keys, secret):
        read(environment)


REFUSED = {
    "a database of nobody": ("WANGGE_DATABASE", "mysql://a:secret@b/c", "WANGGE_DATABASE begins with mysql://"),
    "a port that is none": ("WANGGE_DATABASE", "postgresql://a:secret@b:x/c", "WANGGE_DATABASE is no address"),
    "no name": ("WANGGE_DATABASE", "postgresql://localhost", "WANGGE_DATABASE names no database"),
    "hosts that are no list": ("WANGGE_HOSTS", "town.example", "WANGGE_HOSTS is a list and is written as JSON"),
    "a host with a scheme": ("WANGGE_HOSTS", '["https://town.example"]', "https://town.example"),
    "mail by pigeon": ("WANGGE_EMAIL", "pigeon://secret@coop", "WANGGE_EMAIL is not smtp://"),
    "mail to nowhere": ("WANGGE_EMAIL", "smtp://", "WANGGE_EMAIL is not smtp://"),
    "a zone of nobody": ("WANGGE_TIMEZONE", "Mars/Olympus", "WANGGE_TIMEZONE: Mars/Olympus"),
    "a truth that is none": ("WANGGE_PLAIN_HTTP", "perhaps", "WANGGE_PLAIN_HTTP cannot be used"),
    "a key that is none": ("WANGGE_CONTACT_KEYS", '["secret"]', "WANGGE_CONTACT_KEYS"),
    "a station key that is none": ("WANGGE_STATION_KEYS", '["secret"]', "WANGGE_STATION_KEYS"),
}


@pytest.mark.parametrize(("name", "value", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_variable_that_cannot_be_used_is_named_without_its_password(tmp_path, monkeypatch, name, value, reason):
    monkeypatch.setenv(name, value)
    with pytest.raises(Unsettled) as refused:
        read_all(tmp_path)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value)


def test_nothing_said_is_an_installation_on_this_machine(tmp_path):
    read_all(tmp_path)
    assert database(Environment(data=tmp_path))["NAME"] == tmp_path / "wangge.sqlite3"


MAIL = {
    "smtp://lin:p%40ss@mail.example": ("mail.example", 587, "lin", "p@ss", True, False),
    "smtps://mail.example:4650": ("mail.example", 4650, "", "", False, True),
    "smtp+plain://localhost": ("localhost", 25, "", "", False, False),
}


@pytest.mark.parametrize("address", MAIL)
def test_the_address_of_the_mail_server_becomes_the_settings_of_django(address):
    told = mail(Environment(email=address))
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    assert tuple(told[f"EMAIL_{name}"] for name in names) == MAIL[address]


def test_without_a_mail_server_the_log_says_that_a_letter_was_not_sent_and_not_what_it_says(caplog):
    letter = Letter("m-1", "case.closed", "lin@city.example", "about you", "https://town/my/s3cret/", "en", AT)
    with override_settings(EMAIL_BACKEND=mail(Environment())["EMAIL_BACKEND"]):
        deliver(letter)
    assert "...le was not sent" in caplog.text
    assert not any(word in caplog.text for word in ("lin@", "city.example", "about you", "s3cret"))


def test_a_database_may_have_any_letters_in_its_password():
    told = database(Environment(database="postgresql://lin:p%2F%40@db.example:5433/town"))
    assert (told["USER"], told["PASSWORD"], told["HOST"], told["PORT"]) == ("lin", "p/@", "db.example", "5433")
    assert told["NAME"] == "town"


def test_names_that_serve_adds_are_names_like_the_others():
    assert hosts(Environment(hosts=["town.example"], served_as=["192.0.2.7"])) == ["town.example", "192.0.2.7"]


def test_keys_of_the_environment_come_before_those_of_the_folder(tmp_path):
    kept = contact_keys(Environment(data=tmp_path))
    assert contact_keys(Environment(data=tmp_path)) == kept
    other = contact_keys(Environment(data=tmp_path / "other"))
    assert contact_keys(Environment(data=tmp_path, contact_keys=other)) == other != kept


def test_programs_that_start_at_once_end_with_one_key(tmp_path):
    with ThreadPoolExecutor(16) as many:
        found = set(many.map(lambda _number: secret(Environment(data=tmp_path / "data")), range(64)))
    assert found == {(tmp_path / "data" / "secret.key").read_text().strip()}


def table():
    """The variables as docs/reference/settings.md lists them, from the class itself."""
    lines = ["| variable | meaning | unless given |", "|---|---|---|"]
    for name, field in Environment.model_fields.items():
        lines.append(f"| `WANGGE_{name.upper()}` | {field.description} | {_told(field.default)} |")
    return "\n".join(lines)


def _told(default):
    if hasattr(default, "get_secret_value"):
        default = default.get_secret_value()
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, str | Path):
        return f"`{default}`" if str(default) else "empty"
    return f"`{default}`".replace("'", '"')


def test_the_reference_lists_every_variable():
    page = (TOP / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    assert table() in page, f"put this table into docs/reference/settings.md:\n{table()}"
