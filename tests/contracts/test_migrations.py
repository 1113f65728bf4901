"""Migrations are complete and can be taken back, on both databases."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

_TOP_FIRST = ("fieldwork", "cases", "catalogue", "territory", "outbox", "accounts")


def test_no_model_changed_without_its_migration(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    assert set(MigrationRecorder(connection).applied_migrations()) >= {(label, "0001_initial") for label in _TOP_FIRST}


def test_migrations_go_back_and_forth(transactional_db):
    above = _TOP_FIRST[:5]  # accounts stays: sessions and second factors of other apps stand on it
    for label in above:
        call_command("migrate", label, "zero", verbosity=0)
    left = {app for app, _name in MigrationRecorder(connection).applied_migrations()}
    assert left.isdisjoint(above)
    assert not [table for table in connection.introspection.table_names() if table.startswith(above)]
    call_command("migrate", verbosity=0)
    assert {table.partition("_")[0] for table in connection.introspection.table_names()} >= set(above)
