"""A page asks the database as often for thirty things as for one: a literal number a page, found again in review.

The rooms count their own pages closely; this is every list a visitor can open, with everything in it, in one table.
"""

from __future__ import annotations

import datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from parvis.agenda.tests.making import make_event
from parvis.core.domain.return_codes import code_from_digest
from parvis.meetings.domain.seekers.codes import locator
from parvis.meetings.models import MeetingDay
from parvis.meetings.tests.made import make_day, make_meeting, make_seeker, make_table
from parvis.network.tests.test_pages import house
from parvis.occupations.models import Occupation
from parvis.occupations.tests.test_pages import make_trades
from parvis.offers.tests.making import make_offer
from parvis.qualifications.tests.factories import QualificationFactory

pytestmark = pytest.mark.django_db
QUESTIONS = {
    "/fr/": 5,
    "/api/v1/events": 2,
    "/fr/trades/": 8,
    "/fr/trades/sector/food/": 6,
    "/fr/trades/interest/R/": 6,
    "/fr/trades/isco/7512/": 7,
    "/fr/houses/": 7,
    "/fr/houses/?town=Lyon": 6,
    "/fr/houses/country/fr/": 5,
    "/fr/neutrality/": 3,
    "/fr/ask/?q=boulanger&town=Lyon": 5,
    "/fr/houses/place-0/ask/?q=boulanger": 9,  # the house with desks and hours; who can help now (rota); who takes letters (counsel)
    "/fr/starters/": 0,
    "/fr/starters/interests/pictures/": 0,
    "/fr/starters/interests/pictures/result/?o=RCIASE": 5,
    "/fr/starters/activities/": 0,
    "/fr/starters/guide/": 0,
    "/fr/notebook/tracking/": 0,
    "/fr/seats/": 0,
    "/fr/write/": 1,
    "/fr/write/return/": 0,
    "/fr/write/sent/": 0,
    "/fr/notes/": 0,
    "/fr/offers/": 5,
    "/fr/offers/?town=Lyon": 1,
    "/api/v1/offers": 4,
    "/api/v1/houses": 2,
    "/fr/paths/": 4,
    "/fr/paths/?to=o": 3,
    "/fr/qualifications/": 4,
    "/fr/events/": 4,
    "/fr/events/week/": 4,
    "/fr/events/calendar.ics": 2,
    "/sitemap-fr.xml": 7,
    "/fr/events/feed.atom": 3,
    "/fr/events/embedded/": 3,
    "/fr/houses/place-0/line/": 4,
    "/fr/houses/place-0/line/hall/": 2,
    "/fr/houses/place-0/now/": 9,
    "/fr/houses/place-0/now/cards/": 9,
    "/fr/houses/place-0/now/screen/": 9,
    "/fr/card/place-0/": 1,
    "/fr/card/place-0/paper/": 1,
}


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("path", QUESTIONS)
def test_thirty_cost_as_much_as_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str, number: int
) -> None:
    make_trades(number)
    for place in range(number):
        at = house(f"place-{place}", latitude=45.5 + place / 100)
        make_event(f"Event {place}", at, timezone.now() + datetime.timedelta(hours=place + 1))
        make_offer(str(place), (45.5 + place / 100, 4.85))
    for trade in Occupation.objects.order_by("pk"):
        QualificationFactory(opens=[trade])
    cache.clear()
    with django_assert_num_queries(QUESTIONS[path]):
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200
    assert body


#: A meeting day with tables, their offers, seekers and a meeting of each; the code of a seeker is sent where a page asks for one.
MEETINGS = {
    "/fr/meetings/DAY/": 4,
    "/fr/meetings/DAY/?level=3": 4,
    "/fr/meetings/DAY/join/": 4,
    "/fr/meetings/DAY/paper/": 4,
    "/fr/meetings/DAY/hall/": 1,
    "/fr/meetings/DAY/name/": 2,
    "/fr/meetings/names/": 0,
    "/fr/my-meetings/": 0,
    "POST /fr/my-meetings/": 6,
    "POST /fr/my-meetings/calendar.ics": 3,
}


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("path", MEETINGS)
def test_thirty_tables_and_seekers_cost_as_much_as_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str, number: int
) -> None:
    day, code = meeting_day(number), code_from_digest(b"asks-page").reveal()
    method, _space, where = path.rpartition(" ")
    where = where.replace("DAY", day.session.code)
    with django_assert_num_queries(MEETINGS[path]):
        answer = client.post(where, {"code": code}) if method else client.get(where)
    assert answer.status_code == 200
    assert answer.content


def meeting_day(number: int) -> MeetingDay:
    """Return a planned day of ``number`` tables and seekers; the first seeker has the code that pages are asked with, and all meetings."""
    day = make_day("planned", starts=timezone.now() + datetime.timedelta(hours=1), slot_count=6)
    first = make_seeker(day, locator=locator(code_from_digest(b"asks-page")))
    for place in range(number):
        table = make_table(day, x=float(place), y=1.0, offer={"level": 3}, seal=b"s" * 32)
        make_meeting(make_seeker(day), table, slot=0, promised=True)
        if place < 5:
            make_meeting(first, table, slot=place + 1, promised=True)
    return day
