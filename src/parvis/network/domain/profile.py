"""All that the page of a place shows, in one language, at one moment; a constant number of queries."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from parvis.core.daily_seed import shuffled
from parvis.core.pictured import Pictured
from parvis.core.said import Said, say
from parvis.network.domain.listing import Line, house_name, line_of, near_lines
from parvis.network.domain.nearby import houses_around
from parvis.network.domain.picturing import pictured
from parvis.network.domain.saying import Standing, say_partial_date, say_standing
from parvis.network.domain.schedules import schedule_of, schedule_of_desk
from parvis.network.domain.timetable import DayRow, Otherwise, WeekTable, day_row, otherwise_ahead, week_tables
from parvis.network.enums import HouseKind, LabelState, PartnerLevel, PartnerType
from parvis.network.models import Desk, House, Membership, Partner

NEAR_KM, NEAR_MOST = 150, 4


@dataclass(frozen=True)
class DeskView:
    """A desk as a door. ``standing`` only where the desk keeps hours of its own."""

    key: str
    code: str
    question: Said
    hint: Said
    tone: str
    pictogram: str
    languages: tuple[str, ...]
    standing: Standing | None
    is_sample: bool


@dataclass(frozen=True)
class PartnerView:
    """A partner: its name, the types it has, and its own page where known."""

    name: Said
    types: str
    website: str
    is_sample: bool


@dataclass(frozen=True)
class Level:
    """The partners of one level, in the order of the day."""

    label: str
    partners: tuple[PartnerView, ...]


@dataclass(frozen=True)
class Statement:
    """What a source said of the place's standing; ``since`` and ``known_on`` written as exactly as they are known."""

    state: str
    since: str
    known_on: str
    source: str
    url: str


@dataclass(frozen=True)
class Profile:
    """The page of a place."""

    house: House
    name: Said
    kind: str
    standing: Standing
    local_time: datetime.datetime
    today: DayRow | None
    weeks: tuple[WeekTable, ...]
    ahead: tuple[Otherwise, ...]
    desks: tuple[DeskView, ...]
    levels: tuple[Level, ...]
    statements: tuple[Statement, ...]
    parent: Said | None
    centres: tuple[Line, ...]
    near: tuple[Line, ...]
    about: Said
    access: Said
    directions: Said
    is_stale: bool
    may_close_on_holidays: bool
    has_machine_texts: bool
    pictures: tuple[Pictured, ...] = ()
    pages: tuple[tuple[str, Said], ...] = ()

    @property
    def languages(self) -> list[str]:
        """Return the languages spoken at the place or at one of its desks."""
        spoken = dict.fromkeys(self.house.languages)
        for desk in self.desks:
            spoken |= dict.fromkeys(desk.languages)
        return list(spoken)


def find_house(slug: str, on: datetime.date) -> House | None:
    """Return the place with this ``slug`` with all that its page needs, None when there is none."""
    places = House.objects.with_state(on).select_related("parent").with_hours()
    return (
        places.prefetch_related("desks", "memberships", "partnerships__partner", "images", "pages")
        .filter(slug=slug)
        .first()
    )


def profile_of(house: House, now: datetime.datetime, language: str) -> Profile:
    """Return the page of ``house`` (from ``find_house``) at the moment ``now``."""
    schedule = schedule_of(house)
    local = now.astimezone(schedule.zone)
    today = local.date()
    exceptions = [row for row in house.exceptions.all() if row.desk_id is None]
    centres = list(House.objects.standing(today).filter(parent=house).with_hours())
    around = houses_around(house.latitude, house.longitude, NEAR_KM, today, least=2).near
    shown = {house.pk, *(centre.pk for centre in centres)}
    return Profile(
        house=house,
        name=house_name(house, language),
        kind=str(HouseKind(house.kind).label),
        standing=say_standing(schedule, now, language),
        local_time=local,
        today=day_row(schedule, today, language),
        weeks=tuple(week_tables(schedule, house, today, language)),
        ahead=tuple(otherwise_ahead(house, schedule, exceptions, today, language)),
        desks=tuple(_desk(house, desk, now, language) for desk in house.desks.all()),
        levels=tuple(_levels(house, today, language)),
        statements=tuple(_statement(row, language) for row in house.memberships.all()),
        parent=house_name(house.parent, language) if house.parent else None,
        centres=tuple(line_of(centre, now, language) for centre in centres),
        near=tuple(near_lines([each for each in around if each.house.pk not in shown][:NEAR_MOST], now, language)),
        about=say(house.about, language),
        access=say(house.access, language),
        directions=say(house.directions, language),
        is_stale=house.is_stale(today),
        may_close_on_holidays=house.closes_on_holidays is None and schedule.is_known,
        pictures=tuple(pictured(each, language) for each in house.images.all() if each.on_house_page),
        has_machine_texts=any(mark.endswith(f"/{language}") for mark in house.machine_texts),
        pages=tuple((page.slug, say(page.title, language)) for page in house.pages.all() if page.is_shown),
    )


def _desk(house: House, desk: Desk, now: datetime.datetime, language: str) -> DeskView:
    own_periods = any(row.desk_id == desk.pk for row in house.periods.all())
    has_hours = own_periods or any(row.desk_id == desk.pk for row in house.exceptions.all())
    return DeskView(
        key=desk.key,
        code=desk.code,
        question=say(desk.question, language),
        hint=say(desk.hint, language),
        tone=desk.tone,
        pictogram=desk.pictogram or "talk",
        languages=tuple(desk.languages),
        standing=say_standing(schedule_of_desk(house, desk), now, language) if has_hours else None,
        is_sample=desk.is_sample,
    )


def _levels(house: House, on: datetime.date, language: str) -> Iterable[Level]:
    """Yield partners level by level; within a level the day's published seed orders them, so that nobody stands first."""
    standing = [
        tie.partner
        for tie in house.partnerships.all()
        if (tie.since is None or tie.since <= on) and (tie.until is None or on <= tie.until)
    ]
    for level in PartnerLevel:
        partners = shuffled((each for each in standing if each.level == level), key=_slug, day=on)
        if partners:
            yield Level(str(level.label), tuple(_partner(each, language) for each in partners))


def _slug(partner: Partner) -> str:
    return partner.slug


def _partner(partner: Partner, language: str) -> PartnerView:
    types = ", ".join(str(PartnerType(each).label) for each in partner.types if each in PartnerType.values)
    return PartnerView(say(partner.name, language), types, partner.website, partner.is_sample)


def _statement(row: Membership, language: str) -> Statement:
    return Statement(
        state=str(LabelState(row.state).label),
        since=say_partial_date(row.since, row.since_precision, language),
        known_on=say_partial_date(row.known_on, row.known_on_precision, language),
        source=row.source,
        url=row.source_url,
    )
