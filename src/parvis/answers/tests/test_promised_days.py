"""The days that were promised when a note was sent are its own, whatever the promise says later."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from parvis.answers.domain import acting
from parvis.answers.domain.contracts import Stated, state_contract
from parvis.answers.enums import Reach
from parvis.answers.models import Contract, Note
from parvis.core.domain.return_codes import read_code

from .made import DAY, NOW, send
from .test_pages import clock, offer, place, said, sent

__all__ = ("clock", "offer", "place")

pytestmark = pytest.mark.django_db


def test_a_silence_is_told_with_the_days_that_were_promised_when_the_note_was_sent(
    client, offer, place, signed_in, clock
):
    code, _done = sent(client, offer)
    state_contract(Stated(offer, Reach.OFFER, 9, 10, "en"), place, None, signed_in("programme", place).staff, NOW)
    second, _done = sent(client, offer)
    assert list(Note.objects.order_by("days").values_list("days", flat=True)) == [5, 9]
    acting.ask(Note.objects.get(days=5).name, "Since when?", NOW)
    acting.reply(read_code(code), "2024", NOW)
    clock.shift(6 * DAY)
    assert "promised an answer within 5 days, and did not" in said(client.post("/en/notes/", {"code": code}))
    assert "has not answered yet" in said(client.post("/en/notes/", {"code": second}))
    clock.shift(4 * DAY)
    assert "promised an answer within 9 days, and did not" in said(client.post("/en/notes/", {"code": second}))


@pytest.mark.django_db(transaction=True)
def test_notes_of_the_time_before_get_the_days_they_were_promised(offer):
    waiting, asked = send(offer)[0], send(offer)[0]
    acting.ask(asked.name, "Since when?", NOW)
    Contract.objects.update(days=20)
    ran = MigrationExecutor(connection)
    ran.migrate([("answers", "0002_told_of_closing")])
    try:
        assert "days" not in {
            column.name
            for column in connection.introspection.get_table_description(connection.cursor(), "answers_note")
        }
    finally:
        MigrationExecutor(connection).migrate([("answers", "0003_days_of_a_note")])
    assert Note.objects.get(pk=waiting.pk).days == 5
    assert Note.objects.get(pk=asked.pk).days == 20
