"""Appointments: made from a pattern, taken by a code, taken away; one chair, one person, one time."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.accounts.models import Staff, StaffAct
from parvis.agenda import programme_urls
from parvis.agenda.domain.writing import cancel_session
from parvis.agenda.models import Event, Session
from parvis.appointments.domain.counts import figures
from parvis.appointments.domain.making import drop_slots, make_slots
from parvis.appointments.domain.showing import day_counts, free_plans, takes_appointments
from parvis.appointments.models import Offering
from parvis.appointments.tests.made import LINK, MONDAY, NOW, pattern
from parvis.core.domain.once import Once
from parvis.core.domain.periods import Period
from parvis.core.refusal import Refusal
from parvis.network.domain.scope import Scope
from parvis.network.models import House
from parvis.network.tests.made import house
from parvis.seats.domain.notice_mail import notice_mail
from parvis.seats.domain.occasions import way_in
from parvis.seats.domain.sealing import Contact
from parvis.seats.domain.taking import Asked, take
from parvis.seats.models import Holding, Plan

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lyon() -> House:
    return house("lyon")


@pytest.fixture
def desk(signed_in, lyon: House) -> Client:
    return signed_in("desk", lyon)


@pytest.fixture
def by(desk: Client) -> Staff:
    return desk.staff


def times() -> list[str]:
    return [f"{each:%H:%M}" for each in Session.objects.order_by("starts").values_list("starts", flat=True)]


def a_code(plan: Plan, name: bytes = b"a form", **asked):
    return take(plan.pk, Asked(1, **asked), Once(name), NOW)


def test_slots_are_made_on_the_house_s_clock_and_noted(lyon: House, by: Staff) -> None:
    made = make_slots(pattern(lyon), by, NOW)
    assert (made.slots, made.closed_days) == (3, 0)
    assert times() == ["13:00", "13:40", "14:20"], "two o’clock in Lyon in winter"
    assert StaffAct.objects.filter(what="appointments.made", code="choose").count() == 1
    plan = Plan.objects.order_by("pk").first()
    assert (plan.seats, plan.per_holding, plan.has_line, plan.takes_groups) == (1, 1, False, False)


def test_days_on_which_the_desk_is_closed_are_left_out(lyon: House, by: Staff) -> None:
    sunday = MONDAY - DAY
    assert make_slots(pattern(lyon, days=(sunday, MONDAY)), by, NOW).closed_days == 1
    with pytest.raises(Refusal, match="closed on these days"):
        make_slots(pattern(lyon, days=(sunday,)), by, NOW)


def test_slots_outside_the_hours_of_the_desk_are_left_out_unless_they_are_by_video(lyon: House, by: Staff) -> None:
    late = pattern(lyon, begins=datetime.time(16), ends=datetime.time(20), pause=0)
    made = make_slots(late, by, NOW)
    assert 0 < made.slots < 8
    assert made.closed_slots == 8 - made.slots
    with pytest.raises(Refusal, match="left out because the desk is closed then: 2"):
        make_slots(pattern(lyon, chair=2, begins=datetime.time(20), ends=datetime.time(21), pause=0), by, NOW)
    by_video = replace(late, chair=3, link=LINK)
    assert make_slots(by_video, by, NOW).closed_slots == 0


def test_who_took_one_is_counted_by_whole_months_from_eleven_on(lyon: House, by: Staff) -> None:
    for chair in range(1, 5):
        make_slots(pattern(lyon, chair=chair), by, NOW)
    for number, plan in enumerate(list(free_plans(lyon, NOW))[:11]):
        a_code(plan, f"form {number}".encode())
    november = Period(MONDAY.replace(day=1), MONDAY)

    def told(period: Period) -> dict[str, object]:
        scope = Scope.of_house(lyon, period, NOW + 7 * DAY)
        assert figures(scope)[2] == figures(replace(Scope.of_network(period, NOW + 7 * DAY)))[2]
        return {figure.key: figure.value for figure in figures(scope)}

    assert told(november)["appointments_taken"] == 11
    assert told(Period(MONDAY, MONDAY))["appointments_taken"] is None, "a chosen day would tell one person"
    assert told(november)["appointments_came"] is None
    Holding.objects.filter(plan__session__starts__gt=NOW)[0].delete()
    assert told(november)["appointments_taken"] is None


def test_a_time_no_longer_free_is_said_in_words_of_appointments(lyon: House, by: Staff) -> None:
    make_slots(pattern(lyon), by, NOW)
    plan = free_plans(lyon, NOW)[0]
    with pytest.raises(Refusal, match="no longer free"):
        take(plan.pk, Asked(1), Once(b"late"), plan.session.starts)


def test_the_programme_team_cannot_reach_a_slot_by_address(lyon: House, by: Staff, signed_in) -> None:
    make_slots(pattern(lyon), by, NOW)
    session = Session.objects.select_related("event").order_by("starts")[0]
    team = signed_in("programme", lyon)
    named = {"house": "lyon", "code": session.event.code, "session": session.code, "number": 1}
    routes = {route.name: route.pattern.converters for route in programme_urls.urlpatterns}
    ours = {name: keys for name, keys in routes.items() if "house" in keys and {"code", "session"} & set(keys)}
    assert len(ours) >= 10
    for name in set(ours) - {"room"}:  # rooms have codes too
        address = reverse(f"programme:{name}", kwargs={key: named[key] for key in ours[name]})
        assert team.post(address, {"why": "x"}).status_code == 404, address
        assert team.get(address).status_code != 200, address
    with pytest.raises(Refusal, match="belongs to a desk"):
        cancel_session(session)


def test_slots_of_a_chair_never_overlap_and_other_chairs_are_free(lyon: House, by: Staff) -> None:
    make_slots(pattern(lyon), by, NOW)
    for changes in ({}, {"link": LINK}, {"languages": ("fr",)}, {"begins": datetime.time(14, 15), "minutes": 5}):
        with pytest.raises(Refusal, match="this chair has a slot then already"):
            make_slots(pattern(lyon, **changes), by, NOW)
    assert Session.objects.count() == 3
    make_slots(pattern(lyon, chair=2), by, NOW)
    make_slots(pattern(lyon, begins=datetime.time(16), ends=datetime.time(17)), by, NOW)
    assert Offering.objects.count() == 2, "the same way and languages are one offering"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"languages": ()}, "language"),
        ({"link": "http://video.example/"}, "https"),
        ({"minutes": 240}, "No slot fits"),
        ({"days": (NOW.date() - DAY,)}, "begun already"),
        ({"days": (NOW.date() + 20 * 7 * DAY,)}, "16 weeks"),
        ({"minutes": 5, "pause": 0, "days": tuple(MONDAY + number * DAY for number in range(14))}, "at once"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(lyon: House, by: Staff, changes, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        make_slots(pattern(lyon, **changes), by, NOW)
    assert not Event.objects.exists()


def test_a_slot_is_one_persons(lyon: House, by: Staff) -> None:
    make_slots(pattern(lyon), by, NOW)
    first, *others = free_plans(lyon, NOW)
    a_code(first)
    assert [plan.pk for plan in free_plans(lyon, NOW)] == [plan.pk for plan in others]
    with pytest.raises(Refusal, match="no longer free"):
        a_code(first, b"another form")
    (counted,) = day_counts(lyon, NOW, "en")
    assert (counted.free, counted.taken) == (2, 1)


def test_no_list_search_or_feed_of_the_programme_shows_a_slot(
    lyon: House, by: Staff, client: Client, signed_in
) -> None:
    from parvis.agenda.domain.documents import addresses, documents

    make_slots(pattern(lyon), by, NOW)
    event = Event.objects.get()
    assert not Event.objects.public().exists()
    assert not Session.objects.public().exists()
    assert not list(documents())
    assert not [path for path in addresses() if event.code in path]
    assert client.get(f"/en/events/{event.code}/").status_code == 404
    team = signed_in("programme", lyon)
    for page in ("programme/", "seats/"):
        assert "Which trade suits me?" not in team.get(f"/en/staff/houses/lyon/{page}").content.decode()


def test_a_visitor_finds_takes_sees_and_gives_back(lyon: House, by: Staff, client: Client) -> None:
    make_slots(pattern(lyon), by, NOW)
    page = client.get("/en/houses/lyon/appointments/").content.decode()
    assert "30 November 2026" in page
    address, slot = re.findall(r'href="(/en/events/\w+/seats/)\?session=(\w+)"', page)[0]
    form = client.get(address, {"session": slot}).content.decode()
    assert form.count('type="radio"') == 1
    assert "Take this appointment" in form
    once = re.findall(r'name="once" value="([^"]+)"', form)[0]
    taken = client.post(address, {"once": once, "session": slot, "seats": "1"}).content.decode()
    code = re.findall(r'id="return-code"[^>]*>([^<]+)<', taken)[0]
    assert "This appointment is kept for you." in taken
    assert f"session={slot}" not in client.get("/en/houses/lyon/appointments/").content.decode()
    gone = client.post(address, {"once": once + "x", "session": slot, "seats": "1"})
    assert gone.status_code == 422
    yours = client.post("/en/seats/", {"code": code}).content.decode()
    assert "Your appointment" in yours
    assert "Number of seats" not in yours
    assert (
        "You gave this appointment back."
        in client.post("/en/seats/", {"code": code, "act": "release"}).content.decode()
    )
    assert f"session={slot}" in client.get("/en/houses/lyon/appointments/").content.decode()


def test_the_way_into_the_video_room_is_for_whoever_has_the_code_from_the_day_before(
    lyon: House, by: Staff, client: Client
) -> None:
    make_slots(pattern(lyon, link=LINK), by, NOW)
    plan = free_plans(lyon, NOW)[0]
    code = a_code(plan).code.reveal()
    begins = plan.session.starts
    public = "".join(
        client.get(path).content.decode()
        for path in (
            "/en/houses/lyon/appointments/",
            f"/en/events/{plan.session.event.code}/seats/",
            "/en/houses/lyon/",
        )
    )
    assert LINK not in public
    assert LINK not in client.post("/en/seats/", {"code": code}).content.decode()
    with time_machine.travel(begins - DAY):
        assert LINK in client.post("/en/seats/", {"code": code}).content.decode()
    assert not way_in(plan, begins - 2 * DAY)
    assert not way_in(plan, plan.session.ends)
    with time_machine.travel(begins - DAY):
        client.post("/en/seats/", {"code": code, "act": "release"})
        assert LINK not in client.post("/en/seats/", {"code": code}).content.decode(), "given back: no way in"


def test_a_free_slot_goes_and_a_taken_one_is_cancelled_and_told(lyon: House, by: Staff) -> None:
    make_slots(pattern(lyon), by, NOW)
    first, second, _third = free_plans(lyon, NOW)
    a_code(first, contact=Contact("a@example.org", "en"))
    assert drop_slots(lyon, [first.session.code, second.session.code, "nothing"], by, NOW) == 2
    assert not Plan.objects.filter(pk=second.pk).exists()
    assert Holding.objects.to_tell(NOW).count() == 1
    assert len(free_plans(lyon, NOW)) == 1
    (waits,) = Holding.objects.to_tell(NOW)
    told = notice_mail(waits, Contact("a@example.org", "en")).body
    assert "This appointment is cancelled." in told
    assert "date" not in told, "it is no date of the programme"
    with pytest.raises(Refusal, match="at least one"), CaptureQueriesContext(connection) as asked:
        drop_slots(lyon, ["nothing", "a\x00b"], by, NOW)
    assert not [each for each in asked.captured_queries if "\x00" in each["sql"]], "PostgreSQL takes no NUL"
    with pytest.raises(Refusal):
        drop_slots(house("nice"), [first.session.code], by, NOW)
    make_slots(pattern(lyon, begins=datetime.time(14), ends=datetime.time(14, 30)), by, NOW)


def test_a_cancelled_appointment_speaks_of_an_appointment(lyon: House, by: Staff, client: Client) -> None:
    make_slots(pattern(lyon), by, NOW)
    first = free_plans(lyon, NOW)[0]
    code = a_code(first).code.reveal()
    drop_slots(lyon, [first.session.code], by, NOW)
    page = client.post("/en/seats/", {"code": code}).content.decode()
    assert "This appointment is cancelled. You need to do nothing; you can take another one." in page
    assert 'name="act"' not in page, "no button that would be refused"
    page = client.post("/en/seats/", {"code": code, "act": "release"}).content.decode()
    assert "This appointment is cancelled." in page
    assert "This date" not in page


def test_an_appointment_given_back_or_begun_is_not_called_seats_or_a_date(
    lyon: House, by: Staff, client: Client
) -> None:
    make_slots(pattern(lyon), by, NOW)
    first, second, _third = free_plans(lyon, NOW)
    back, begun = a_code(first).code.reveal(), a_code(second, b"another form").code.reveal()
    page = client.post("/en/seats/", {"code": back, "act": "release"}).content.decode()
    assert "the appointment is given back" in page
    page = client.post("/en/seats/", {"code": back, "act": "release"}).content.decode()
    assert "given back" in page
    assert "seats are" not in page
    with time_machine.travel(second.session.starts):
        page = client.post("/en/seats/", {"code": begun, "act": "release"}).content.decode()
    assert "This appointment has begun. Come to the desk." in page


def test_a_desk_that_goes_leaves_the_slots_to_those_who_have_them(lyon: House, by: Staff) -> None:
    make_slots(pattern(lyon), by, NOW)
    taken = a_code(free_plans(lyon, NOW)[0])
    lyon.desks.all().delete()
    assert Holding.objects.get(pk=taken.holding.pk).plan.session.event.offering.desk is None
    assert not takes_appointments(lyon, NOW)


def test_the_figures_are_of_slots_alone_and_stay_out_of_the_programmes(lyon: House, by: Staff) -> None:
    from parvis.agenda.domain.counts import figures as of_programme
    from parvis.seats.domain.counts import figures as of_seats

    make_slots(pattern(lyon, link=LINK), by, NOW)
    a_code(free_plans(lyon, NOW)[0])
    scope = Scope.of_house(lyon, Period(MONDAY, MONDAY), NOW + 7 * DAY)
    told = {figure.key: figure.value for figure in figures(scope)}
    assert told == {"appointments": 3, "appointments_online": 3, "appointments_taken": None, "appointments_came": None}
    assert {figure.value for figure in of_seats(scope)} == {0}
    assert not {figure.value for figure in of_programme(scope) if figure.key in {"events", "sessions"}} - {0}


def typed(**changes: object) -> dict[str, object]:
    return {
        "desk": "choose",
        "chair": "1",
        "way": "here",
        "languages": ["fr"],
        "first": str(MONDAY),
        "weekdays": ["1", "3"],
        "weeks": "2",
        "begins": "14:00",
        "ends": "15:00",
        "minutes": "30",
        "pause": "0",
    } | changes


def test_a_desk_makes_a_week_and_takes_one_away(desk: Client) -> None:
    page = desk.post("/en/staff/houses/lyon/appointments/", typed()).content.decode()
    assert "8 slots were made." in page
    day = desk.get(f"/en/staff/houses/lyon/appointments/{MONDAY}/").content.decode()
    slot = re.findall(r'name="slot" value="(\w+)"', day)[0]
    assert (
        "1 slot is gone."
        in desk.post(f"/en/staff/houses/lyon/appointments/{MONDAY}/", {"slot": [slot]}).content.decode()
    )
    assert desk.post(f"/en/staff/houses/lyon/appointments/{MONDAY}/", {}).status_code == 422
    assert desk.get("/en/staff/houses/lyon/appointments/someday/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"way": "online"}, "address of the video room"),
        ({"ends": "13:00"}, "ends before it begins"),
        ({"first": "0001-01-01"}, "too far away"),
        ({"minutes": "1000"}, "240"),
        ({"desk": "nothing"}, "nothing"),
        ({"chair": "99"}, "20"),
    ],
)
def test_a_form_with_a_slip_says_so_and_keeps_what_was_typed(desk: Client, changes, words: str) -> None:
    answer = desk.post("/en/staff/houses/lyon/appointments/", typed(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="14:00"' in answer.content.decode()
    assert not Event.objects.exists()


def test_the_address_of_a_video_room_can_be_mended(desk: Client, lyon: House, by: Staff) -> None:
    make_slots(pattern(lyon, link=LINK), by, NOW)
    number = Offering.objects.get().pk
    rooms = f"/en/staff/houses/lyon/appointments/rooms/{number}/"
    assert desk.post(rooms, {"link": "https://video.example/other"}).status_code == 302
    assert Event.objects.get().url == "https://video.example/other"
    assert desk.post(rooms, {"link": "javascript:alert(1)"}).status_code == 422
    assert desk.post(rooms.replace(str(number), "99999"), {"link": LINK}).status_code == 422


def test_the_house_s_page_leads_there_only_where_there_is_something(lyon: House, by: Staff, client: Client) -> None:
    assert "/en/houses/lyon/appointments/" not in client.get("/en/houses/lyon/").content.decode()
    assert "You need none: walk in and ask" in client.get("/en/houses/lyon/appointments/").content.decode()
    make_slots(pattern(lyon), by, NOW)
    assert "/en/houses/lyon/appointments/" in client.get("/en/houses/lyon/").content.decode()
    assert client.get("/en/houses/nowhere/appointments/").status_code == 404


def test_free_times_are_chosen_by_desk_and_language(lyon: House, by: Staff, client: Client) -> None:
    make_slots(pattern(lyon), by, NOW)
    make_slots(pattern(lyon, chair=2, languages=("uk",)), by, NOW)
    page = "/en/houses/lyon/appointments/"
    assert client.get(page).content.decode().count('appointment-slot"') == 6
    assert client.get(page, {"tongue": "uk"}).content.decode().count('appointment-slot"') == 3
    make_slots(pattern(lyon, chair=3, languages=("pt-BR",)), by, NOW)
    for tongue in ("pt", "pt-BR"):
        assert client.get(page, {"tongue": tongue}).content.decode().count('appointment-slot"') == 3
    assert client.get(page, {"desk": "nothing"}).content.decode().count('appointment-slot"') == 0
    assert client.get(page, {"page": "9" * 400, "tongue": "\x00", "desk": "💥"}).status_code == 200


@pytest.mark.parametrize("weeks", [1, 4])
def test_the_number_of_questions_does_not_grow(
    lyon: House, by: Staff, client: Client, django_assert_num_queries, weeks: int
) -> None:
    days = tuple(MONDAY + number * 7 * DAY for number in range(weeks))
    make_slots(pattern(lyon, days=days), by, NOW)
    client.get("/en/houses/lyon/appointments/")
    with django_assert_num_queries(_QUERIES):
        client.get("/en/houses/lyon/appointments/?page=1")


_QUERIES = 11  # the house with its hours, what it offers, how many free slots, those of the page
