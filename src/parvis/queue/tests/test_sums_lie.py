"""Sums lie by their random numbers: nothing tells which two rows one ticket wrote."""

import datetime

import pytest
from django.db import connection

from parvis.agenda.tests.making import make_house
from parvis.queue.models import Tally

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no rowid")


@pytest.mark.django_db
def test_the_hidden_number_of_a_row_is_its_random_one() -> None:
    house, day = make_house(), datetime.date(2026, 11, 27)
    for number in range(12):
        Tally.objects.create(house=house, day=day, half="am", by="desk", key=f"desk-{number}", step="taken", number=1)
    with connection.cursor() as cursor:
        for table in ("queue_tally", "queue_wait"):
            cursor.execute(f"SELECT rowid, id FROM {table}")
            assert all(hidden == shown for hidden, shown in cursor.fetchall())
        cursor.execute("SELECT id FROM queue_tally ORDER BY rowid")
        lying = [row[0] for row in cursor.fetchall()]
    assert lying == sorted(lying)
