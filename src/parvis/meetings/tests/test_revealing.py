import pytest

from parvis.core.domain.return_codes import code_from_digest
from parvis.core.refusal import Refusal
from parvis.meetings.domain.after.purging import purge
from parvis.meetings.domain.seekers.codes import locator
from parvis.meetings.domain.seekers.revealing import Person, give_code, names_for, reveal, revoke
from parvis.meetings.models import Reveal, Table, Tally

from .made import DAY, STARTS, make_day, make_meeting, make_seeker, make_table

pytestmark = pytest.mark.django_db
TODAY = STARTS.date()
CODE, OTHER = code_from_digest(b"12345678"), code_from_digest(b"87654321")
PERSON = Person("Test  Name", "test@mail.example")


def met():
    day = make_day("running")
    table = make_table(day)
    make_meeting(make_seeker(day, locator=locator(CODE)), table, state="held")
    code = give_code(day.pk, table.pk)
    table.refresh_from_db()
    return table, code


def shown(code, now=STARTS):
    return [(each.person.name, each.person.contact, each.until) for each in names_for(code, now)[1]]


def test_a_name_is_read_with_the_code_of_the_table_alone_until_its_day():
    table, code = met()
    until = reveal(CODE, table, PERSON, 7, TODAY)
    assert until == TODAY + 7 * DAY
    assert shown(code) == [("Test Name", "test@mail.example", until)]
    assert shown(code, STARTS + 8 * DAY) == []
    assert names_for(OTHER, STARTS) is None
    row = Reveal.objects.get()
    assert b"Test" not in bytes(row.sealed)
    assert len(row.sealed) == len(bytes(row.sealed)) == 1024 + 48
    assert Tally.objects.get(step="revealed").number == 1


def test_given_again_the_newer_holds_and_both_weigh_the_same():
    table, code = met()
    reveal(CODE, table, PERSON, 7, TODAY)
    before = len(Reveal.objects.get().sealed)
    reveal(CODE, table, Person("T", "+32 2 000"), 14, TODAY)
    assert shown(code) == [("T", "+32 2 000", TODAY + 14 * DAY)]
    assert len(Reveal.objects.get().sealed) == before
    assert Tally.objects.get(step="revealed").number == 1


def test_it_is_revoked_with_the_code_when_the_seeker_is_forgotten_too():
    table, code = met()
    reveal(CODE, table, PERSON, 30, TODAY)
    assert not revoke(OTHER, table)
    assert purge(STARTS + 8 * DAY) == 1
    assert len(shown(code, STARTS + 8 * DAY)) == 1
    assert revoke(CODE, table)
    assert not revoke(CODE, table)
    assert shown(code) == []


@pytest.mark.parametrize(
    ("person", "days"),
    [
        (Person("", "x"), 7),
        (Person("x", " "), 7),
        (Person("x" * 101, "y"), 7),
        (Person("x", "y" * 200_000), 7),
        (Person("x\0", "y"), 7),
        (Person("x", "y"), 31),
        (Person("x", "y"), 0),
    ],
)
def test_what_nobody_can_read_or_keep_is_refused(person, days):
    table, _code = met()
    with pytest.raises(Refusal):
        reveal(CODE, table, person, days, TODAY)
    assert not Reveal.objects.exists()


def test_a_name_is_given_only_where_its_owner_sat():
    table, _code = met()
    other = make_table(table.day)
    give_code(table.day_id, other.pk)
    with pytest.raises(Refusal, match="not sat"):
        reveal(CODE, other, PERSON, 7, TODAY)
    with pytest.raises(Refusal, match="Nobody"):
        reveal(OTHER, table, PERSON, 7, TODAY)
    bare = make_table(table.day)
    with pytest.raises(Refusal, match="card"):
        reveal(CODE, bare, PERSON, 7, TODAY)


def test_two_names_of_one_seeker_cannot_be_joined():
    table, _code = met()
    other = make_table(table.day)
    give_code(table.day_id, other.pk)
    make_meeting(table.meetings.get().seeker, other, slot=1, state="held")
    for each in (table, other):
        reveal(CODE, each, PERSON, 7, TODAY)
    assert len(set(Reveal.objects.values_list("claim", flat=True))) == 2
    assert not {"seeker", "at", "made_on"} & {field.name for field in Reveal._meta.fields}


def test_a_table_keeps_its_code_once_names_are_sealed_to_it():
    table, code = met()
    assert give_code(table.day_id, table.pk) is None
    newer = give_code(table.day_id, table.pk, anew=True)
    assert names_for(code, STARTS) is None
    assert shown(newer) == []
    table = Table.objects.get(pk=table.pk)
    reveal(CODE, table, PERSON, 7, TODAY)
    with pytest.raises(Refusal, match="names"):
        give_code(table.day_id, table.pk, anew=True)
    assert repr(PERSON) == "Person(…)"
    assert f"{PERSON}" == "…"
