import datetime

import pytest

from parvis.core.domain.names import every_name
from parvis.core.refusal import Refusal
from parvis.queue.domain.codes import read_code
from parvis.queue.domain.taking import Wanted, languages_of, take_ticket, why_closed
from parvis.queue.enums import By, Mode, State, Step
from parvis.queue.models import Flow, Tally, Ticket

from .made import MINUTE, NOW, a_form, make_line, sit, take

pytestmark = pytest.mark.django_db


def test_one_form_is_one_ticket_however_often_it_is_sent():
    place, form = make_line(), a_form()
    first, again = take(place, once=form), take(place, desk="work", once=form)
    assert first.ticket.pk == again.ticket.pk
    assert first.code.reveal() == again.code.reveal()
    assert Ticket.objects.count() == 1
    assert Tally.objects.get(by=By.ALL).number == 1
    assert take(place).code.reveal() != first.code.reveal()


def test_a_ticket_holds_no_code_no_second_and_no_more_than_half_a_day():
    place = make_line()
    taken = take(place)
    row = Ticket.objects.values().get()
    assert taken.code.reveal() not in str(row)
    assert (row["day"], row["half"]) == (NOW.date(), "am")
    assert row["since"] == NOW.replace(second=0)
    assert "Code" in repr(taken.code)
    assert taken.code.reveal() not in f"{taken.code!r} {taken.code}"


def test_a_code_is_read_however_it_is_written():
    letters = take(make_line()).code.reveal()
    spaced = f" {letters[:8].upper()}-{letters[8:]} "
    assert read_code(spaced).reveal() == letters
    assert read_code("hall") is None
    assert read_code("!" * 16) is None


@pytest.mark.parametrize(
    ("fields", "hour", "word"),
    [
        ({"mode": Mode.NOD}, 10, "gives no tickets"),
        ({"closed_on": NOW.date()}, 10, "No more tickets are given today"),
        ({"by_visitors": False}, 10, "at the reception"),
        ({}, 6, "closed at this moment"),
        ({"last_at": datetime.time(16)}, 15, "last ticket of the day"),
    ],
)
def test_a_closed_line_says_why(fields, hour, word):
    place = make_line(**{"mode": Mode.THEME, **fields})
    now = NOW.replace(hour=hour)
    with pytest.raises(Refusal, match=word):
        take(place, now=now)
    assert not Ticket.objects.exists()


def test_the_reception_gives_a_ticket_after_the_last_one_but_not_on_a_day_without():
    place = make_line(last_at=datetime.time(11))
    assert take(place, by_staff=True, now=NOW.replace(hour=19)).ticket.pk
    Flow.objects.update(closed_on=NOW.date())
    with pytest.raises(Refusal):
        take(place, by_staff=True)


def test_a_house_without_a_line_refuses():
    place = make_line()
    Flow.objects.all().delete()
    assert why_closed(place, None, NOW)
    with pytest.raises(Refusal):
        take(place)


@pytest.mark.parametrize(
    ("desk", "language"), [("nothing", "fr"), ("choose", ""), ("choose", "xx"), ("choose", "f" * 12)]
)
def test_what_the_house_has_not_is_refused(desk, language):
    place = make_line()
    with pytest.raises(Refusal):
        take(place, desk, language)


def test_in_one_line_nothing_is_asked():
    place = make_line(Mode.TICKET)
    ticket = take(place, "work", "xx").ticket
    assert (ticket.desk, ticket.language) == (None, "")


def test_languages_are_those_of_the_house_and_of_who_is_there():
    place = make_line()
    sit(place, languages=("tr", "uk"))
    from parvis.queue.models import Table

    assert languages_of(place, [], Table.objects.all()) == ["fr", "en", "ar", "uk", "tr"]


def test_names_are_unique_among_the_living_and_run_out_with_a_sentence():
    place = make_line()
    half = sorted(every_name())[:-1]
    Ticket.objects.bulk_create(
        Ticket(
            house=place,
            spoken="fr",
            day=NOW.date(),
            half="am",
            place=number,
            word=name.word,
            colour=name.colour,
            locator=str(number),
        )
        for number, name in enumerate(half)
    )
    take(place)
    with pytest.raises(Refusal, match="no ticket left"):
        take(place)
    Ticket.objects.filter(locator="0").update(state=State.GONE)
    take(place)


def test_order_and_load_are_noted_at_the_coming():
    place = make_line()
    sit(place)
    sit(place)
    sit(place, languages=("ar",))
    places = [take(place, language=language).ticket for language in ("fr", "ar", "fr", "fr", "fr")]
    assert [ticket.place for ticket in places] == [1, 2, 3, 4, 5]
    assert [ticket.load for ticket in places] == [0, 0, 1, 1, 2]
    assert take(place, language="en").ticket.load is None


def test_taking_is_counted_by_desk_and_by_language_apart():
    place = make_line()
    take(place, "choose", "fr")
    take(place, "", "ar", now=NOW + MINUTE)
    counted = Tally.objects.filter(step=Step.TAKEN).order_by("by", "key").values_list("by", "key", "number")
    assert list(counted) == [
        ("all", "", 2),
        ("desk", "", 1),
        ("desk", "choose", 1),
        ("language", "ar", 1),
        ("language", "fr", 1),
    ]


def test_another_house_has_another_line():
    one, other, form = make_line(), make_line(slug="nice"), a_form()
    first = take_ticket(one, Wanted("choose", "fr", "fr"), form, NOW)
    second = take_ticket(other, Wanted("choose", "fr", "fr"), form, NOW)
    assert first.code.reveal() != second.code.reveal()
    assert second.ticket.place == 1
