"""The attack: three counsellors mark; whoever holds every table, the log and the files afterwards cannot tell who marked what."""

import json
import random

import pytest
import time_machine
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from parvis.marks.enums import Band, Mode, Theme
from parvis.marks.models import Mark, Sent

from .made import NOW, make_house

pytestmark = pytest.mark.django_db
PAGE = "/en/staff/houses/lyon/marks/"
#: What a mark may hold. A column more, and somebody has to say here why nobody can be told by it.
COLUMNS = {"id", "house", "day", "half", "desk", "themes", "language", "mode", "band", "age", "status", "number"}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def counsellors(signed_in):
    at = make_house()
    return [signed_in(role, at) for role in ("desk", "desk", "reception")]


def notes(number):
    """Return notes that nearly all differ, so that each row is one mark and an order would show."""
    drawn = random.Random(7)
    return [
        {
            "name": f"a-note-of-the-test-{each}",
            "themes": drawn.sample(Theme.values, 2),
            "language": drawn.choice(["fr", "en", "ar", "uk", "de"]),
            "mode": drawn.choice(Mode.values),
            "band": drawn.choice(Band.values),
        }
        for each in range(number)
    ]


def send(client, told):
    answer = client.post(f"{PAGE}notes/", json.dumps({"notes": [told]}), content_type="application/json")
    assert answer.json()["answers"] == {told["name"]: ""}


def everything():
    """Return all that any table of ours holds, without the random numbers of marks."""
    found = {}
    for model in apps.get_models():
        fields = [field.attname for field in model._meta.concrete_fields if (model, field.name) != (Mark, "id")]
        found[model._meta.label] = sorted(map(repr, model._default_manager.values_list(*fields)))
    return found


def test_who_marked_what_and_in_which_order_leaves_the_same_tables(counsellors, tmp_path, settings):
    marked = notes(60)
    before, files = everything(), sorted(path.name for path in settings.DATA.iterdir())
    for place, told in enumerate(marked):
        send(counsellors[place % 3], told)
    shared = everything()
    Mark.objects.all().delete()
    Sent.objects.all().delete()
    assert everything() == before, "nothing else was written: no log, no session, no revision"
    for told in reversed(marked):
        send(counsellors[0], told)
    assert everything() == shared
    assert sorted(path.name for path in settings.DATA.iterdir()) == files


def test_rows_lie_in_no_order_of_time(counsellors):
    marked = notes(300)
    for told in marked:
        send(counsellors[0], told)
    came = {
        (
            ",".join(theme for theme in Theme.values if theme in told["themes"]),
            told["language"],
            told["mode"],
            told["band"],
        ): place
        for place, told in reversed(list(enumerate(marked)))
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT themes, language, mode, band FROM marks_mark ORDER BY id")
        order = [came[row] for row in cursor.fetchall()]
    assert abs(rank_correlation(order)) < 0.4
    numbers = [Sent.objects.order_by("pk").values_list("pk", flat=True)]
    assert len(set(numbers)) == 1
    assert Sent.objects.count() == 300


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a hidden number of rows is SQLite’s")
def test_no_hidden_number_of_sqlite_tells_the_order(counsellors):
    for told in notes(12):
        send(counsellors[0], told)
    with connection.cursor() as cursor:
        for table in ("marks_mark", "marks_sent"):
            cursor.execute(f"SELECT rowid, id FROM {table}")
            assert all(hidden == number for hidden, number in cursor.fetchall()), table
        cursor.execute("SELECT id FROM marks_mark ORDER BY rowid")
        assert [row for (row,) in cursor.fetchall()] == sorted(Mark.objects.values_list("pk", flat=True))


def rank_correlation(order):
    """Return Spearman's: between -1 and 1, within 0.06 of 0 for two of three shuffles of 300."""
    ranks = {value: rank for rank, value in enumerate(sorted(order))}
    number = len(order)
    far = sum((ranks[value] - place) ** 2 for place, value in enumerate(order))
    return 1 - 6 * far / (number * (number**2 - 1))


def test_the_measure_sees_an_order():
    assert rank_correlation(list(range(300))) == 1


def test_a_mark_writes_to_its_own_two_tables_alone(counsellors):
    first, again = notes(2)
    send(counsellors[0], first)
    for told in (again, again, again | {"gone": True}):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            send(counsellors[1], told)
        written = {query["sql"] for query in asked if query["sql"].lstrip().upper().startswith(WRITES)}
        assert all("marks_mark" in sql or "marks_sent" in sql for sql in written), written


def test_tables_can_hold_no_person_no_hour_and_no_order():
    assert {field.name for field in Mark._meta.get_fields()} == COLUMNS
    for model in (Mark, Sent):
        for field in model._meta.concrete_fields:
            assert not isinstance(field, models.DateTimeField | models.TimeField | models.AutoField), field
            assert field.related_model is None or field.related_model._meta.label == "network.House", field
    names = {field.name for field in Sent._meta.get_fields()}
    assert names == {"id", "seal", "is_undone", "day"}, "tied to no mark, no house and nobody"


def test_what_the_database_holds_does_not_find_the_note(counsellors):
    """The name of a note is on its page alone; fingerprints are keyed, so the tables alone cannot test a guess."""
    told = notes(1)[0]
    send(counsellors[0], told)
    held = json.dumps(everything(), default=str)
    assert told["name"] not in held
    assert {len(seal) for seal in Sent.objects.values_list("seal", flat=True)} == {32}


def test_what_comes_beside_the_codes_is_kept_nowhere(counsellors):
    told = notes(1)[0] | {
        "text": "Canary came",
        "age": "Canary",
        "status": "Canary",
        "visitor": "Canary",
        "tried": True,
    }
    told["themes"] = [*told["themes"][:1], "Canary"]
    body = json.dumps({"notes": [told], "device": "Canary"})
    answer = counsellors[0].post(
        f"{PAGE}notes/", body, content_type="application/json", headers={"user-agent": "Canary", "referer": "/Canary"}
    )
    assert answer.json()["answers"] == {told["name"]: ""}
    assert "canary" not in json.dumps(everything(), default=str).lower()


def test_undoing_is_no_way_to_ask_what_others_marked(counsellors):
    """Taking back a note that never was is answered the same whether others marked the like or not, and takes nothing."""
    marked, like = notes(2)
    send(counsellors[0], marked)
    guess = marked | {"name": "a-guess-of-a-colleague", "gone": True}
    other = like | {"name": "another-guess-of-a-colleague", "gone": True}
    send(counsellors[1], guess)
    send(counsellors[1], other)
    assert Mark.objects.get().number == 1


def test_a_day_has_no_hour():
    assert type(Mark._meta.get_field("day")) is models.DateField
