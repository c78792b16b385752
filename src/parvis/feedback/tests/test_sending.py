import datetime
import re

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from parvis.agenda.tests.making import HOUR, NOW, make_event, make_house
from parvis.core.domain.half_days import half_of
from parvis.core.enums import Half
from parvis.core.refusal import Refusal
from parvis.feedback.domain.purging import purge
from parvis.feedback.domain.sending import Answers, send, tidied
from parvis.feedback.enums import Face, Question
from parvis.feedback.models import Card, Sent
from parvis.feedback.models.card import LONGEST
from parvis.feedback.rules import last_quarters

from .made import DAY, a_form, hand_in, just_over

GLAD = Answers({Question.WELCOME: Face.GLAD})


@pytest.mark.django_db
def test_a_card_keeps_half_a_day_on_the_clock_of_the_house_and_nothing_closer():
    house = make_house()
    late = datetime.datetime(2026, 11, 26, 23, 30, tzinfo=datetime.UTC)
    send(house, None, GLAD, a_form(), "ar", late)
    card = Card.objects.values().get()
    number = card.pop("id")
    assert number > 0
    assert card == {
        "house_id": house.pk,
        "event_id": None,
        "day": datetime.date(2026, 11, 27),
        "half": "am",
        "language": "ar",
        "welcome": 3,
        "clear": None,
        "useful": None,
        "before": None,
        "after": None,
        "sentence": "",
    }


@pytest.mark.django_db
def test_the_same_form_counts_once_and_nothing_ties_it_to_the_card():
    once = a_form()
    for _turn in range(3):
        send(make_house(), None, GLAD, once, "fr", NOW)
    assert Card.objects.count() == 1
    sent = Sent.objects.values().get()
    assert set(sent) == {"id", "day"}
    assert once.secret.decode() not in str(sent)


@pytest.mark.django_db
def test_the_numbers_of_cards_tell_no_order():
    hand_in(30)
    numbers = list(Card.objects.order_by("pk").values_list("pk", flat=True))
    assert numbers[-1] - numbers[0] > 1_000_000
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM feedback_card ORDER BY rowid")
            assert [row for (row,) in cursor.fetchall()] == numbers
            cursor.execute("SELECT id FROM feedback_sent ORDER BY rowid")
            assert [row for (row,) in cursor.fetchall()] == sorted(Sent.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_a_trade_is_asked_about_only_where_an_event_shows_one():
    hand_in(1, just_over(at=make_house()))
    assert Card.objects.get().after is None
    with pytest.raises(Refusal, match="one face"):
        send(make_house(), None, Answers({Question.AFTER: Face.SAD}), a_form(), "fr", NOW)


@pytest.mark.django_db
def test_an_event_takes_cards_from_its_beginning_for_two_weeks_after():
    event = make_event(starts=NOW)
    with pytest.raises(Refusal, match="when the event begins"):
        hand_in(1, event, now=NOW - HOUR)
    hand_in(1, event, now=NOW)
    hand_in(1, event, now=NOW + 2 * HOUR + 14 * DAY)
    once = a_form()
    for _turn in range(2):
        with pytest.raises(Refusal, match="closed"):
            send(event.house, event, GLAD, once, "fr", NOW + 3 * HOUR + 14 * DAY)
    event.state = "cancelled"
    with pytest.raises(Refusal, match="cancelled"):
        hand_in(1, event, now=NOW)
    assert Card.objects.count() == 2
    assert Sent.objects.count() == 2


@pytest.mark.django_db
def test_an_empty_card_and_a_long_sentence_are_refused():
    for answers in (Answers(), Answers({}, "Good."), Answers(GLAD.faces, "a" * (LONGEST + 1))):
        with pytest.raises(Refusal):
            send(make_house(), None, answers, a_form(), "fr", NOW)
    assert not Card.objects.exists()
    assert not Sent.objects.exists()


@pytest.mark.django_db
def test_sentences_go_after_twelve_months_and_faces_stay():
    hand_in(1, house=make_house(), sentence="Good bread.")
    assert purge(NOW + 364 * DAY) == 0
    assert not Sent.objects.exists()
    assert purge(NOW + 365 * DAY) == 1
    card = Card.objects.get()
    assert (card.sentence, card.welcome) == ("", 3)
    assert purge(NOW + 366 * DAY) == 0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Thank you, it was  good.\n", "Thank you, it was good."),
        ("Write to zoe.b@mail.example please", "Write to […] please"),
        ("call 06 77 13 90 42!", "call […]!"),
        ("my card 4970 1012 3456 7890 12", "my card […]"),
        ("x0677139042y", "x[…]y"),
        ("٠٦٧٧١٣٩٠٤٢", "[…]"),
        ("<b>20 of 24</b> ovens in 2026", "20 of 24 ovens in 2026"),
    ],
)
def test_contacts_are_cut_out_and_the_rest_stays(typed, kept):
    assert tidied(typed) == kept


@given(st.text(alphabet="0123456789 .-/()+", max_size=60), st.text(max_size=100))
def test_no_long_number_is_ever_kept(number, words):
    kept = tidied(f"{words}{number}{words}")
    assert len(kept) <= LONGEST
    assert not re.search(r"\d(?:[\s.()/-]{0,2}\d){8}", kept)


def test_the_day_has_two_halves():
    at = datetime.datetime(2026, 1, 1, 12, 59, tzinfo=datetime.UTC)
    assert half_of(at) == Half.MORNING
    assert half_of(at + datetime.timedelta(minutes=1)) == Half.AFTERNOON


def test_quarters_go_back_over_the_year():
    assert last_quarters(datetime.date(2027, 2, 1), 3) == [(2027, 1), (2026, 4), (2026, 3)]
