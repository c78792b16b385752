"""The screens of staff: a week is planned, a desk presses, hours are taken over; what is wrong is said and nothing typed is lost."""

import datetime

import pytest
import time_machine

from parvis.accounts.models import StaffAct
from parvis.network.models import Presence
from parvis.rota.models import Seconding, Shift, ShiftException, Standing, Swap

from .made import MONDAY, NOW, THURSDAY, make_house, make_shift, time

pytestmark = pytest.mark.django_db
ROTA = "/en/staff/houses/lyon/rota/"
NEXT = THURSDAY + datetime.timedelta(days=7)
TYPED = {
    "desk": "choose",
    "partner": "office",
    "times": "9-12, 14h-18h",
    "languages": ["fr", "ar"],
    "also": "ro",
    "people": "2",
    "first_day": "2026-11-26",
    "every_weeks": "1",
    "weekdays": ["4", "5"],
}


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def at():
    return make_house()


@pytest.fixture
def manager(at, signed_in):
    return signed_in("manager", at)


def said(answer):
    return answer.content.decode()


def test_a_manager_plans_and_colleagues_read(at, manager, signed_in):
    assert "nobody 09:00–\u206012:00" in said(manager.get(ROTA))
    answer = manager.post(f"{ROTA}shifts/new/", TYPED)
    assert answer.headers["Location"] == f"{ROTA}?day=2026-11-26"
    assert Shift.objects.count() == 4
    assert set(Shift.objects.values_list("people", flat=True)) == {2}
    assert Shift.objects.order_by("pk").first().languages == ["fr", "ar", "ro"]
    page = said(manager.get(ROTA))
    assert "The office" in page
    assert "Thu 26 Nov: nobody speaks Arabic" not in page
    reception = said(signed_in("reception", at).get(ROTA))
    assert "The office" in reception
    assert "shifts/new" not in reception


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"times": "later"}, "is not understood"),
        ({"times": "9-9"}, "It ends when it begins"),
        ({"also": "klingon!"}, "is no code of a language"),
        ({"first_day": ""}, "This field is required"),
        ({"last_day": "2026-11-01"}, "The last day comes before the first"),
        ({"desk": "nowhere"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(manager, changes, sentence):
    answer = manager.post(f"{ROTA}shifts/new/", TYPED | changes)
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert 'value="2"' in said(answer)
    assert not Shift.objects.exists()


def test_one_date_the_shift_from_a_day_on_and_its_end(at, manager):
    shift = make_shift(at, day=THURSDAY)
    page = f"{ROTA}shifts/{shift.pk}/{NEXT}/"
    assert "Thu 3 Dec" in said(manager.get(page))
    assert manager.get(f"{ROTA}shifts/{shift.pk}/2026-12-04/").status_code == 404
    moved = {"date-how": "moved", "date-times": "10-11", "date-reason": "training day"}
    assert manager.post(page, moved).status_code == 302
    assert ShiftException.objects.get().ends == time("11:00")
    board = said(manager.get(f"{ROTA}?day={NEXT}"))
    assert "other times than usual" in board
    assert "training day" in board
    assert 'value="10:00-11:00"' in said(manager.get(page))
    wrong = manager.post(page, moved | {"date-times": ""})
    assert wrong.status_code == 422
    assert "Write from when to when" in said(wrong)
    changed = {**TYPED, "times": "9-11", "first_day": str(NEXT)}
    assert manager.post(f"{page}change/", changed | {"times": "9-10, 11-12"}).status_code == 422
    assert manager.post(f"{page}change/", changed).status_code == 302
    later = Shift.objects.get(first_day=NEXT)
    assert (later.ends, later.exceptions.count()) == (time("11:00"), 1)
    ended = manager.post(f"{ROTA}shifts/{later.pk}/{NEXT}/change/", {"end": "yes", "end-since": str(NEXT)})
    assert ended.status_code == 302
    assert [row.last_day for row in Shift.objects.all()] == [NEXT - datetime.timedelta(days=1)]
    assert set(StaffAct.objects.values_list("what", flat=True)) == {"rota.otherwise", "rota.changed", "rota.ended"}


def test_a_manager_offers_a_date_and_lets_a_partner_take_it(at, manager):
    shift = make_shift(at, day=THURSDAY)
    page = f"{ROTA}shifts/{shift.pk}/{NEXT}/"
    assert manager.post(f"{page}swap/", {"act": "offer", "offer-to": "office"}).status_code == 422
    assert manager.post(f"{page}swap/", {"act": "offer", "offer-to": ""}).status_code == 302
    assert "Offered to every partner of the house." in said(manager.get(page))
    assert "1 date of the rota is offered and not taken" in said(manager.get("/en/staff/"))
    lacking = manager.post(f"{page}swap/", {"act": "take", "take-partner": "chamber"})
    assert "Say which languages will be spoken" in said(lacking)
    taken = {"act": "take", "take-partner": "chamber", "take-languages": ["fr"], "take-also": "pl"}
    assert manager.post(f"{page}swap/", taken).status_code == 302
    assert "Taken by The chamber." in said(manager.get(page))
    assert Swap.objects.get().languages == ["fr", "pl"]
    assert "waits no longer" in said(manager.post(f"{page}swap/", {"act": "decline", "offer-to": ""}))
    board = said(manager.get(f"{ROTA}?day={NEXT}"))
    assert "instead of The office" in board


def test_a_week_is_copied_from_the_board(at, manager):
    make_shift(at, day=THURSDAY, every_weeks=0)
    answer = manager.post(f"{ROTA}copy/?day={THURSDAY}", {"to": str(NEXT)})
    assert answer.headers["Location"] == f"{ROTA}?day=2026-11-30&copied=1"
    assert "1 date was copied." in said(manager.get(answer.headers["Location"]))
    wrong = manager.post(f"{ROTA}copy/?day={THURSDAY}", {"to": str(THURSDAY)})
    assert wrong.status_code == 422
    assert "Choose another week" in said(wrong)


@pytest.mark.parametrize("query", ["?day=never", "?day=9999-12-31", "?day=0001-01-01", "?copied=٣", "?copied=99999"])
def test_odd_addresses_show_a_week(manager, query):
    assert manager.get(ROTA + query).status_code == 200


def test_a_desk_says_how_it_stands_in_one_press(at, signed_in, client):
    make_shift(at, day=THURSDAY, languages=["fr", "ar"], people=2)
    desk, now = signed_in("desk", at), f"{ROTA}now/?desk=choose"
    page = said(desk.get(now))
    assert "Chair 2" in page
    assert 'value="back@11:15"' in page
    assert "How do I find work?" not in page
    sent = {"desk": "choose", "chair": "2", "state": "free", "languages": ["ar"]}
    assert desk.post(now, sent).headers["Location"] == now
    assert "Free: come in" in said(client.get("/en/houses/lyon/now/"))
    assert 'value="free" aria-pressed="true"' in said(desk.get(now))
    assert desk.post(now, sent | {"state": "back@14:30"}).status_code == 302
    assert Standing.objects.get().back_at == time("14:30")
    assert desk.post(now, sent | {"state": "back", "back_at": "15:05"}).status_code == 302
    assert desk.post(now, sent | {"state": "leave"}).status_code == 302
    assert not Standing.objects.exists()
    assert "Chair 3" in said(desk.get(f"{now}&more=1"))
    assert not StaffAct.objects.exists()  # who pressed, and when, is kept nowhere


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"state": "back@yesterday"}, "is not understood"),
        ({"state": "back"}, "Say when this chair is back"),
        ({"state": "asleep"}, "Press one of the buttons"),
        ({"chair": "x"}, "not there any more"),
        ({"desk": "nowhere"}, "not there any more"),
        ({"chair": "99"}, "at most 12 chairs"),
    ],
)
def test_a_press_that_cannot_be_is_said(at, signed_in, changes, sentence):
    sent = {"desk": "choose", "chair": "1", "state": "free"} | changes
    answer = signed_in("desk", at).post(f"{ROTA}now/", sent)
    assert answer.status_code == 422
    assert sentence in said(answer)


def test_hours_of_a_month_are_taken_over(at, manager):
    make_shift(at, day=datetime.date(2026, 11, 2))
    page = said(manager.get(f"{ROTA}hours/"))
    assert "This month runs" in page
    assert "<td>12</td>" in page
    assert manager.post(f"{ROTA}hours/seconding-of-nobody/").status_code == 404
    assert manager.post(f"{ROTA}hours/office/", {"people": "2", "hours": "40"}).status_code == 302
    assert Seconding.objects.get().hours == 40
    assert manager.post(f"{ROTA}hours/office/", {"people": "-1"}).status_code == 422
    answer = manager.post(f"{ROTA}hours/?month=2026-11", {"partner": ["office"]})
    assert answer.headers["Location"] == f"{ROTA}hours/?month=2026-11"
    assert Presence.objects.get().hours == 12
    wrong = manager.post(f"{ROTA}hours/?month=2026-12", {"partner": ["office"]})
    assert "has not begun" in said(wrong)
    for month in ("", "x", "2026-13", "9999-12"):
        assert manager.get(f"{ROTA}hours/?month={month}").status_code == 200


def test_the_board_asks_as_often_for_many(at, manager, django_assert_max_num_queries):
    for place in range(15):
        make_shift(at, times=f"09:{place + 10}-12:00", day=MONDAY)
    with django_assert_max_num_queries(30):
        manager.get(ROTA)
