"""Counts of the programme against a plain count in Python, over random programmes at houses with other clocks."""

import datetime
from collections import Counter
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.agenda.domain.counts import figures
from parvis.agenda.models import Event, Kind, Part, Session
from parvis.core.domain.periods import ONE_DAY, Period
from parvis.network.domain.keeping import write_partner
from parvis.network.domain.scope import Scope
from parvis.network.models import House, Partner
from parvis.network.tests.made import OFFICE, house

UTC = datetime.UTC
#: Clocks that change in these days, at midnight (Havana, the Azores), at another hour, by half an hour, or not at all.
ZONES = ("Europe/Paris", "Atlantic/Azores", "America/Havana", "Australia/Lord_Howe", "Asia/Kolkata")
FIRST = datetime.date(2026, 10, 1)
START = datetime.datetime(2026, 10, 1, tzinfo=UTC)
NOW = START + datetime.timedelta(days=40)
DAYS = st.integers(-1, 46)
EVENT = st.tuples(
    st.integers(0, len(ZONES) - 1),
    st.sampled_from(["show", "club"]),
    st.sampled_from(["published", "published", "cancelled", "draft"]),
    st.lists(st.sampled_from(["fr", "ar", "uk"]), max_size=2, unique=True),
    st.booleans(),
    st.lists(
        st.tuples(
            st.integers(0, 45 * 24 * 4), st.integers(1, 3000), st.sampled_from(["planned", "moved", "cancelled"])
        ),
        max_size=4,
    ),
)


@pytest.fixture
def houses(db):
    for slug in ("office", "other"):
        write_partner(replace(OFFICE, slug=slug))
    Kind.objects.bulk_create(Kind(key=key, name={"en": key}) for key in ("show", "club"))
    return [house(f"house-{place}", time_zone=zone) for place, zone in enumerate(ZONES)]


def plan(houses, programme):
    """Write the programme; return each session with its event."""
    kinds = {kind.key: kind for kind in Kind.objects.order_by("pk")}
    partners, found = Partner.objects.order_by("pk"), []
    for number, (place, kind, state, languages, is_shared, times) in enumerate(programme):
        event = Event.objects.create(
            code=f"e{number}", house=houses[place], kind=kinds[kind], state=state, languages=languages
        )
        event.is_shared = is_shared
        if is_shared:
            Part.objects.bulk_create(Part(event=event, partner=each) for each in partners)
        for each, (quarter, minutes, became) in enumerate(times):
            starts = START + datetime.timedelta(minutes=15 * quarter)
            ends = starts + datetime.timedelta(minutes=minutes)
            zone = event.house.time_zone
            session = Session(event=event, code=f"s{number}-{each}", starts=starts, ends=ends, time_zone=zone)
            session.state = became
            found.append(session)
    Session.objects.bulk_create(found)
    return found


def plainly(sessions, scope):
    """Count in Python what the room counts in the database."""
    begun = [
        session
        for session in sessions
        if session.event.state in {"published", "cancelled"}
        and (scope.house is None or session.event.house == scope.house)
        and scope.period.holds(session.starts.astimezone(ZoneInfo(session.event.house.time_zone)).date())
    ]
    held = [session for session in begun if session.state != "cancelled" and session.starts < scope.now]
    return {
        "events": len({session.event for session in held}),
        "sessions": len(held),
        "hours": sum((session.ends - session.starts) // datetime.timedelta(minutes=1) for session in held),
        "cancelled": sum(session.state == "cancelled" for session in begun),
        "to_come": sum(session.state != "cancelled" and session.starts >= scope.now for session in begun),
        "sessions_with_partner": sum(session.event.is_shared for session in held),
        "languages": len({language for session in held for language in session.event.languages}),
        "kinds": Counter(session.event.kind.key for session in held),
    }


def counted(scope):
    return {figure.key: figure for figure in figures(scope)}


def check(sessions, scope):
    told, plain = counted(scope), plainly(sessions, scope)
    kinds = plain.pop("kinds")
    assert {key: told[key].value for key in plain} == plain
    assert {row.key: row.value for row in told["sessions"].rows} == kinds
    for key in ("events", "sessions", "hours", "sessions_in_time"):
        assert sum(row.value for row in told[key].rows) == told[key].value
    assert told["sessions_in_time"].value == told["sessions"].value
    steps = {step.first.isoformat(): scope.within(step) for step in scope.period.steps() if step.first <= scope.today}
    drawn = {row.key: row.value for row in told["sessions_in_time"].rows}
    assert drawn == {key: plainly(sessions, step)["sessions"] for key, step in steps.items()}


@pytest.mark.django_db
def test_the_database_counts_as_a_person_would(houses):
    @settings(max_examples=8)
    @given(st.lists(EVENT, max_size=5), DAYS, st.integers(0, 40), st.integers(0, 40))
    def count(programme, first, days, cut):
        with transaction.atomic():
            sessions = plan(houses, programme)
            period = Period(FIRST + first * ONE_DAY, FIRST + (first + days) * ONE_DAY)
            asked = [Scope.of_network(period, NOW)]
            asked += [Scope.of_house(session.event.house, period, NOW) for session in sessions[:1]]
            for scope in asked:
                check(sessions, scope)
            middle = min(period.first + cut * ONE_DAY, period.last)
            halves = [Period(period.first, middle), Period(middle + ONE_DAY, period.last)]
            parts = [counted(asked[0].within(half)) for half in halves if half.days]
            whole = counted(asked[0])
            for key in ("sessions", "hours", "cancelled", "to_come", "sessions_with_partner"):
                assert sum(part[key].value for part in parts) == whole[key].value
            transaction.set_rollback(True)

    count()


@pytest.mark.django_db
def test_the_sessions_of_one_partner_alone_are_not_told(houses):
    plan(houses, [(0, "show", "published", [], True, [(0, 60, "planned")])])
    scope = Scope.of_network(Period(FIRST, FIRST + 9 * ONE_DAY), NOW)
    assert counted(scope)["sessions_with_partner"].value == 1
    Part.objects.filter(partner__slug="other").delete()
    told = counted(scope)
    assert (told["partners"].value, told["sessions_with_partner"].value) == (1, None)
    Part.objects.all().delete()
    assert counted(scope)["sessions_with_partner"].value == 0


@pytest.mark.django_db
def test_a_session_at_midnight_belongs_to_the_day_that_begins():
    at = house(time_zone="Europe/Paris")
    kind = Kind.objects.create(key="show", name={"en": "Show"})
    event = Event.objects.create(code="e", house=at, kind=kind, state="published")
    local = datetime.datetime(2026, 10, 25, 0, 0, tzinfo=ZoneInfo("Europe/Paris"))
    night = local.replace(hour=6)
    Session.objects.create(event=event, code="s", starts=local, ends=night, time_zone="Europe/Paris")
    day = local.date()
    told = counted(Scope.of_house(House.objects.get(), Period(day, day), NOW))
    assert told["sessions"].value == 1
    assert told["hours"].value == 7 * 60, "the night on which clocks go back has an hour more"
    before = Period(day - ONE_DAY, day - ONE_DAY)
    assert counted(Scope.of_house(at, before, NOW))["sessions"].value == 0
