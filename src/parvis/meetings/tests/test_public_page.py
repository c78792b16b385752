import pytest
import time_machine
from django.core.management import call_command

from parvis.agenda.models import Event, Session
from parvis.meetings.domain.sample import load_sample
from parvis.meetings.models import MeetingDay, Table

from .made import DAY, STARTS, make_day, make_table

pytestmark = pytest.mark.django_db
NOW = STARTS - 2 * DAY


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def day():
    day = make_day(zones=["Nord"])
    make_table(
        day,
        key="1",
        organisation="Bakery",
        languages=["fr"],
        x=1.0,
        y=2.0,
        offer={"level": 3, "contract": "apprenticeship"},
    )
    make_table(
        day, key="2", organisation="Garage", refuses=["contract:apprenticeship"], offer={"level": 4, "contract": "job"}
    )
    make_table(
        day,
        key="3",
        organisation="Hotel",
        access=["quiet"],
        languages=["uk"],
        offer={"title": "Кухар", "language": "uk"},
    )
    return day


def said(answer):
    return answer.content.decode()


def test_tables_are_open_before_anybody_joins(client, day):
    page = said(client.get(f"/en/meetings/{day.session.code}/"))
    for words in ("Bakery", "EQF level 3, apprenticeship", "Not people who seek", "a quiet table", "the seed 20261203"):
        assert words in page, words
    assert 'lang="uk"' in page
    assert "Does not fit" not in page
    event = said(client.get(f"/en/events/{day.session.event.code}/"))
    assert f'href="/en/meetings/{day.session.code}/"' in event


def test_what_does_not_fit_says_why(client, day):
    answer = client.get(f"/en/meetings/{day.session.code}/?contract=apprenticeship&level=3&language=fr&need=quiet")
    page = said(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "This table does not meet people who seek: apprenticeship." in page
    assert "This table does not have: a quiet table." in page
    assert "This table speaks Ukrainian." in page
    page = said(client.get(f"/en/meetings/{day.session.code}/?contract=apprenticeship&level=4"))
    assert "This table wants: EQF level 3. You stated: EQF level 4." in page
    assert page.index("Hotel") < page.index("Bakery") < page.index("Garage")
    assert "1 table fits what you seek." in page


@pytest.mark.parametrize(
    "query", ["?level=banana", "?contract[]=x&zone=%00", "?need=interpreter:klingon", "?level=" + "9" * 5000]
)
def test_nonsense_counts_as_open(client, day, query):
    answer = client.get(f"/en/meetings/{day.session.code}/{query}")
    assert answer.status_code == 200
    assert "Does not fit" not in said(answer)


def test_a_day_costs_as_many_questions_with_thirty_tables_as_with_three(client, day, django_assert_num_queries):
    where = f"/en/meetings/{day.session.code}/"
    client.get(where)
    with django_assert_num_queries(4):
        client.get(where)
    for number in range(30):
        make_table(day, key=f"x{number}", offer={"level": 3})
    with django_assert_num_queries(4):
        client.get(f"{where}?level=3")


@pytest.mark.parametrize(("changed", "words"), [({"state": "cancelled"}, "This day is cancelled."), ({}, "is over")])
def test_a_day_that_is_off_or_over_says_so(client, day, changed, words):
    if changed:
        Session.objects.update(**changed)
        assert words in said(client.get(f"/en/meetings/{day.session.code}/"))
        return
    with time_machine.travel(STARTS + DAY, tick=False):
        assert words in said(client.get(f"/en/meetings/{day.session.code}/"))


def test_what_nobody_may_see_is_not_there(client, day):
    MeetingDay.objects.update(state="draft")
    assert client.get(f"/en/meetings/{day.session.code}/").status_code == 404
    assert client.get("/en/meetings/nothing/").status_code == 404


def test_the_sample_is_marked_as_one_and_loads_once(client):
    call_command("sample", verbosity=0)
    assert load_sample() == {}
    day = MeetingDay.objects.get()
    assert Event.objects.get(pk=day.session.event_id).is_sample
    assert Table.objects.filter(day=day).count() == 6
    page = said(client.get(f"/en/meetings/{day.session.code}/"))
    assert "these organisations are made up" in page
    assert day.slots()[-1].ends <= day.session.ends
