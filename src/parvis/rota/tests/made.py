"""Rotas for tests: a house with two desks, office hours, and shifts by hand."""

import datetime

from parvis.network.domain.keeping import write_partner
from parvis.network.domain.records import DeskRecord, PartnerRecord, PartnershipRecord, PeriodRecord
from parvis.network.models import House, Partner
from parvis.network.tests.made import house
from parvis.rota.models import Shift

#: Thursday 26 November 2026, 11:05 in Lyon.
NOW = datetime.datetime(2026, 11, 26, 10, 5, tzinfo=datetime.UTC)
MONDAY = datetime.date(2026, 11, 23)
THURSDAY = datetime.date(2026, 11, 26)
ASK = DeskRecord("choose", {"en": "Which trade suits me?", "fr": "Quel métier pour moi ?"}, "brick", order=1)
WORK = DeskRecord("work", {"en": "How do I find work?", "fr": "Comment trouver un emploi ?"}, "sea", order=2)
WEEK = tuple(
    PeriodRecord(day, datetime.time(begins), datetime.time(ends))
    for day in range(1, 6)
    for begins, ends in ((9, 12), (14, 18))
)


def make_house(slug="lyon", **changes):
    for name in ("office", "chamber"):
        write_partner(PartnerRecord(name, {"en": f"The {name}"}, "local", ("authority",)))
    values = {
        "desks": (ASK, WORK),
        "periods": WEEK,
        "languages": ("fr", "ar"),
        "partnerships": (PartnershipRecord("office"), PartnershipRecord("chamber")),
    } | changes
    return house(slug, **values)


def partner(slug="office"):
    return Partner.objects.get(slug=slug)


def time(text):
    return datetime.time.fromisoformat(text)


def make_shift(at: House, desk="choose", times="09:00-12:00", *, by="office", day=MONDAY, **changes):
    begins, ends = map(time, times.split("-"))
    values = {"languages": ["fr"], "every_weeks": 1, "first_day": day} | changes
    if values["every_weeks"] == 0:
        values["last_day"] = values["first_day"]
    return Shift.objects.create(
        desk=at.desks.get(key=desk), partner=partner(by) if by else None, begins=begins, ends=ends, **values
    )
