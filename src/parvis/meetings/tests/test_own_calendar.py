import pytest
import time_machine
from icalendar import Calendar

from parvis.core.domain.return_codes import code_from_digest
from parvis.meetings.domain.seekers.aliases import alias_of, said_alias
from parvis.meetings.domain.seekers.codes import locator
from parvis.meetings.models import Meeting, MeetingDay

from .made import DAY, STARTS, make_day, make_meeting, make_seeker, make_table

pytestmark = pytest.mark.django_db
CODE = code_from_digest(b"12345678")
WHERE = "/fr/my-meetings/calendar.ics"


@pytest.fixture
def seeker():
    with time_machine.travel(STARTS - DAY, tick=False):
        day = make_day("planned")
        seeker = make_seeker(day, locator=locator(CODE))
        make_meeting(seeker, make_table(day, sign="Bread"), slot=1, promised=True)
        make_meeting(seeker, make_table(day, sign="Wood"), slot=4, promised=True)
        make_meeting(make_seeker(day), make_table(day, sign="Other"), slot=1, promised=True)
        yield seeker


def entries(answer):
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_own_meetings_are_a_file_without_name_or_code(client, seeker):
    answer = client.post(WHERE, {"code": CODE.reveal().lower()})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert not answer.cookies
    first, second = entries(answer)
    slot = seeker.day.slots()[1]
    assert (first.decoded("dtstart"), first.decoded("dtend")) == (slot.starts, slot.ends)
    assert ("Bread" in first["summary"], "Wood" in second["summary"]) == (True, True)
    assert len(first.walk("VALARM")) == 1
    text = answer.content.decode().replace("\r\n ", "")
    names = [said_alias(alias_of(seeker), language).text for language in ("en", "fr")]
    for secret in (CODE.reveal(), CODE.reveal().replace("-", ""), *names, str(seeker.pk), locator(CODE), "Other"):
        assert secret not in text


def test_taken_again_it_names_its_entries_the_same_and_follows_the_plan(client, seeker):
    before = {entry["uid"] for entry in entries(client.post(WHERE, {"code": CODE.reveal()}))}
    Meeting.objects.filter(seeker=seeker, slot=4).update(slot=5)
    MeetingDay.objects.update(version=9)
    again = entries(client.post(WHERE, {"code": CODE.reveal()}))
    assert {entry["uid"] for entry in again} == before
    assert len(before) == 2
    assert again[1].decoded("dtstart") == seeker.day.slots()[5].starts
    assert again[1]["sequence"] == 9


def test_no_code_no_file(client, seeker):
    assert client.get(WHERE).headers["Location"] == "/fr/my-meetings/"
    for code in ("", "x" * 5000, code_from_digest(b"87654321").reveal()):
        answer = client.post(WHERE, {"code": code})
        assert (answer.status_code, answer.headers["Content-Type"][:9]) == (422, "text/html")
    MeetingDay.objects.update(state="open")
    answer = client.post("/en/my-meetings/calendar.ics", {"code": CODE.reveal()})
    assert (answer.status_code, "no meeting yet" in answer.content.decode()) == (422, True)


def test_the_page_offers_it_where_there_is_something_to_take_and_not_at_the_kiosk(client, seeker):
    mine = "/en/my-meetings/"
    assert "calendar.ics" in client.post(mine, {"code": CODE.reveal()}).content.decode()
    assert "calendar.ics" not in client.post(f"{mine}?kiosk=", {"code": CODE.reveal()}).content.decode()
    Meeting.objects.all().delete()
    page = client.post(mine, {"code": CODE.reveal()}).content.decode()
    assert "calendar.ics" not in page
    assert 'id="paper-a6"' in page


@pytest.mark.parametrize("number", [1, 5])
def test_five_meetings_cost_as_much_as_one(client, seeker, django_assert_num_queries, number):
    Meeting.objects.filter(seeker=seeker).delete()
    for slot in range(number):
        make_meeting(seeker, make_table(seeker.day), slot=slot, promised=True)
    with django_assert_num_queries(3):
        client.post(WHERE, {"code": CODE.reveal()})
