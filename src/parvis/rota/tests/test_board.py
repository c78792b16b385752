"""Who can help now: what a card says, that it ends by itself, that no partner is told, and that looking again costs nothing."""

import datetime
import re

import pytest
import time_machine

from parvis.core.models import Revision
from parvis.core.refusal import Refusal
from parvis.rota.domain.board import board_of
from parvis.rota.domain.purging import purge
from parvis.rota.domain.standing import leave_chair, returns, say_standing
from parvis.rota.enums import ChairState
from parvis.rota.models import Shift, Standing

from .made import ASK, MONDAY, NOW, THURSDAY, make_house, make_shift, time

pytestmark = pytest.mark.django_db
BOARD, CARDS, SCREEN = "/en/houses/lyon/now/", "/en/houses/lyon/now/cards/", "/en/houses/lyon/now/screen/"
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def at():
    return make_house()


@pytest.fixture
def desk(at):
    return at.desks.get(key="choose")


def words(client, address=CARDS):
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).strip()


def state(at, now=NOW):
    return board_of(at, now).cards[0].state


def test_without_a_rota_a_desk_says_its_hours(at, client):
    assert "Which trade suits me? Open now until 12:00" in words(client)
    page = words(client, BOARD)
    assert "In your language" not in page


def test_somebody_is_planned_and_who_is_next(at, client):
    make_shift(at, day=THURSDAY, languages=["fr", "ar"], people=2)
    make_shift(at, "work", "14:00-17:00", day=THURSDAY)
    page = words(client)
    assert "Which trade suits me? 2 people are here until 12:00 Français العربية" in page
    assert "How do I find work? Nobody just now Next: today 14:00–\u206017:00" in page


def test_a_desk_whose_planned_week_is_over_is_not_said_to_be_open(at, client):
    shift = make_shift(at, times="09:00-10:00", day=THURSDAY, every_weeks=0)
    assert "Which trade suits me? Nobody just now" in words(client)
    assert "How do I find work? Open now until 12:00" in words(client)  # keeps no rota
    Shift.objects.filter(pk=shift.pk).update(ends=time("12:00"))
    shift.exceptions.create(day=THURSDAY)
    assert state(at) == "away"


def test_closed_and_when_somebody_is_next(at, client):
    make_shift(at, day=MONDAY)
    with time_machine.travel(NOW.replace(hour=20), tick=False):
        page = words(client)
    assert "Which trade suits me? Closed now Next: Monday 09:00–\u206012:00" in page
    assert "How do I find work? Closed now Opens: tomorrow 09:00" in page


def test_what_a_chair_says_goes_before_the_plan(at, desk, client):
    make_shift(at, day=THURSDAY, people=2)
    say_standing(desk, 1, ChairState.TALKING, ["fr"])
    say_standing(desk, 2, ChairState.FREE, ["ar"])
    assert "Free: come in العربية In a talk: please wait a little Français" in words(client)
    assert state(at) == "free"
    say_standing(desk, 2, ChairState.BACK, ["ar"], time("14:30"))
    assert "In a talk: please wait a little Français Back at 14:30" in words(client)
    leave_chair(desk, 1)
    assert "Somebody is here until 12:00 Français Back at 14:30 العربية" in words(client)


@pytest.mark.parametrize(
    ("state_said", "back_at", "later"),
    [(ChairState.FREE, None, "13:00"), (ChairState.TALKING, None, "13:00"), (ChairState.BACK, time("11:30"), "11:30")],
)
def test_it_ends_by_itself(state_said, back_at, later):
    from parvis.network.domain.records import PeriodRecord

    at = make_house(periods=(PeriodRecord(4, time("09:00"), time("18:00")),))  # open over midday
    desk = at.desks.get(key="choose")
    say_standing(desk, 1, state_said, ["fr"], back_at)
    ends = datetime.datetime.combine(THURSDAY, time(later)) - HOUR  # Lyon is an hour ahead
    ends = ends.replace(tzinfo=datetime.UTC)
    before, after = board_of(at, ends - HOUR / 60), board_of(at, ends)
    assert before.cards[0].chairs
    assert after.cards[0].chairs == ()
    assert board_of(at, NOW).until <= ends


def test_a_return_after_the_break_is_told_through_the_break(at, desk):
    say_standing(desk, 1, ChairState.BACK, ["fr"], time("14:30"))
    assert state(at, NOW.replace(hour=13, minute=10)) == "back"
    assert state(at, NOW.replace(hour=13, minute=30)) == "open"
    assert state(at, NOW + datetime.timedelta(days=1)) == "open"


def test_one_row_a_chair_and_no_time_of_an_act(desk):
    for chosen in (ChairState.FREE, ChairState.TALKING, ChairState.FREE):
        say_standing(desk, 1, chosen)
    row = Standing.objects.get()
    assert (row.day, row.half, row.back_at) == (THURSDAY, "am", None)
    assert not {field.name for field in Standing._meta.fields} & {"at", "since", "created_at", "changed_at", "staff"}
    assert purge(NOW) == 0
    assert purge(NOW + datetime.timedelta(days=2)) == 1


def test_what_a_chair_cannot_say(desk):
    with pytest.raises(Refusal, match="at most 12 chairs"):
        say_standing(desk, 13, ChairState.FREE)
    with pytest.raises(Refusal, match="Say when"):
        say_standing(desk, 1, ChairState.BACK)
    with pytest.raises(Refusal, match="over already"):
        say_standing(desk, 1, ChairState.BACK, (), time("11:00"))


def test_quarters_to_return_at():
    zone = NOW.astimezone()
    assert returns(zone.replace(hour=11, minute=8)) == [time("11:15"), time("11:30"), time("11:45"), time("12:00")]
    assert returns(zone.replace(hour=23, minute=41)) == []
    assert returns(zone.replace(hour=23, minute=38)) == [time("23:45")]


def test_no_partner_and_no_person_stands_on_it(at, desk, client):
    make_shift(at, day=THURSDAY)
    say_standing(desk, 1, ChairState.FREE)
    for address in (BOARD, CARDS, SCREEN):
        page = client.get(address).content.decode()
        assert "office" not in page.lower()
        assert "chamber" not in page.lower()


def test_in_your_language(at, client):
    make_shift(at, day=THURSDAY, times="14:00-17:00", languages=["fr", "ar"])
    page = words(client, f"{BOARD}?tongue=ar")
    assert "العربية today 14:00–\u206017:00 Which trade suits me?" in page
    assert "today" not in words(client, BOARD).partition("In your language")[2]  # nobody speaks English
    assert "العربية" in words(client, "/ar/houses/lyon/now/").partition("Français")[2]
    assert client.get(f"{BOARD}?tongue={'x' * 5000}").status_code == 200


def test_the_house_s_page_says_it_in_a_sentence(at, client):
    page = words(client, "/en/houses/lyon/")
    assert "Who can help now" not in page
    make_shift(at, day=THURSDAY, languages=["fr"])
    make_shift(at, "work", "14:00-17:00", day=THURSDAY, languages=["fr", "ar"])
    Revision.objects.create(room="rota:other", number=1)
    page = words(client, "/en/houses/lyon/?fresh")
    assert "Somebody sits at 1 desk now." in page
    assert "العربية : today 14:00–\u206017:00" in page


def test_looking_again_asks_one_question_and_gets_nothing(at, desk, client, django_assert_num_queries):
    make_shift(at, day=THURSDAY)
    say_standing(desk, 1, ChairState.FREE)
    etag = client.get(CARDS).headers["ETag"]
    with django_assert_num_queries(1):
        again = client.get(CARDS, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["Cache-Control"]) == (304, b"", "no-cache")
    say_standing(desk, 1, ChairState.TALKING)
    changed = client.get(CARDS, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert "In a talk" in changed.content.decode()


def test_another_house_disturbs_nobody_and_time_alone_does(at, desk, client, django_assert_num_queries):
    other = make_house("nice")
    make_shift(at, day=THURSDAY)
    etag = client.get(CARDS).headers["ETag"]
    say_standing(other.desks.get(key="choose"), 1, ChairState.FREE)
    with django_assert_num_queries(1):
        assert client.get(CARDS, headers={"If-None-Match": etag}).status_code == 304
    with time_machine.travel(NOW + HOUR, tick=False):
        assert client.get(CARDS, headers={"If-None-Match": etag}).status_code == 200


def test_a_change_that_nobody_sees_is_a_304(at, desk, client):
    shift = make_shift(at, day=THURSDAY)
    etag = client.get(CARDS).headers["ETag"]
    Shift.objects.filter(pk=shift.pk).update(every_weeks=2)
    say_standing(desk, 2, ChairState.FREE)
    leave_chair(desk, 2)
    assert client.get(CARDS, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("address", [BOARD, SCREEN])
def test_looking_again_by_the_link_never_meets_an_old_page(at, desk, client, address):
    assert client.get(address).headers["Cache-Control"] == "no-cache"
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    say_standing(desk, 1, ChairState.FREE)
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_an_unknown_house_has_no_board(client):
    for address in ("/en/houses/nowhere/now/", "/en/houses/nowhere/now/cards/", "/en/houses/nowhere/now/screen/"):
        assert client.get(address).status_code == 404


def test_the_screen_of_the_hall_reloads_without_script_and_has_nothing_to_press(at, client):
    page = client.get(SCREEN).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="20"></noscript>' in page
    assert "<button" not in page
    assert "<nav" not in page


def test_a_house_without_desks_says_so(client):
    make_house("nice", desks=())
    assert "has not written down its desks" in words(client, "/en/houses/nice/now/")


def test_a_desk_with_hours_of_its_own(client):
    from parvis.network.domain.records import PeriodRecord

    own = PeriodRecord(4, time("15:00"), time("16:00"), desk="choose")
    house = make_house("nice", desks=(ASK,), periods=(PeriodRecord(4, time("09:00"), time("18:00")), own))
    make_shift(house, times="09:00-18:00", day=THURSDAY)
    assert "Closed now Next: today 15:00–\u206016:00" in words(client, "/en/houses/nice/now/cards/")
