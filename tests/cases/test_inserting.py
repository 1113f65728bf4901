"""Rows written with what they say only are the rows that ``save`` writes."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.cases.written_cases import written_case
from tests.city import City, at
from wangge.cases.inserting import insert
from wangge.cases.models import Case, Follower


def values_of(row) -> dict:
    """All columns as they lie in the table, but for the id."""
    (found,) = type(row).objects.filter(pk=row.pk).values()
    return {name: value for name, value in found.items() if name not in {"id", "client_id", "token_digest"}}


def copied(row, **other):
    values = {field.attname: getattr(row, field.attname) for field in row._meta.local_concrete_fields}
    return type(row)(**{**values, "id": None, **other})


def test_a_row_is_the_one_that_save_writes(city: City):
    saved = written_case(
        city, unit=city.units["sanitation"], told_at=at("2026-03-11", "07:50"), description="堵了\n一半"
    )
    inserted = copied(saved, client_id=uuid4())
    insert(inserted)
    assert inserted.pk > saved.pk
    assert values_of(inserted) == values_of(saved)
    inserted.description = "通了"
    inserted.save()  # an UPDATE: it is known that the row is there
    assert Case.objects.count() == 2


def test_what_has_no_value_is_null_and_bytes_stay_bytes(city: City):
    case = written_case(city)
    follower = Follower(case=case, sealed=b"\x00\xff", token_digest="0" * 64, since=at("2026-03-11", "08:00"))
    insert(follower)
    found = Follower.objects.get(pk=follower.pk)
    assert (bytes(found.sealed), found.user_id, found.reporter) == (b"\x00\xff", None, follower.reporter)


def test_a_row_that_may_not_be_is_refused_as_by_save(city: City):
    case = written_case(city)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(copied(case))
    assert Case.objects.count() == 1
