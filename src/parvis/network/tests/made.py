"""Places for tests: records as a file would give them, and the tables filled by the same path as imports."""

import datetime
from dataclasses import replace

from parvis.network.domain.keeping import write_house, write_partner
from parvis.network.domain.records import (
    DeskRecord,
    HouseRecord,
    MembershipRecord,
    PartnerRecord,
    PartnershipRecord,
    PeriodRecord,
)

WEEK = tuple(PeriodRecord(day, datetime.time(10), datetime.time(18)) for day in range(1, 6))
ASK = DeskRecord("choose", {"en": "Which trade suits me?", "fr": "Quel métier pour moi ?"}, "brick", order=1)
LYON = HouseRecord(
    slug="lyon",
    kind="house",
    name="Cité des métiers d’essai",
    name_language="fr",
    country="FR",
    town="Lyon",
    latitude=45.75,
    longitude=4.85,
    time_zone="Europe/Paris",
    languages=("fr",),
    desks=(ASK,),
    periods=WEEK,
    memberships=(MembershipRecord("operating", datetime.date(2020, 1, 1), "a source"),),
)
OFFICE = PartnerRecord("office", {"en": "The office"}, "local", ("authority",))


def record(slug="lyon", **changes):
    return replace(LYON, slug=slug, **changes)


def house(slug="lyon", **changes):
    return write_house(record(slug, **changes))


def partnered(number, slug="lyon", **changes):
    """Write a house with ``number`` partners and desks."""
    for each in range(number):
        write_partner(replace(OFFICE, slug=f"office-{each}"))
    return house(
        slug,
        desks=tuple(replace(ASK, key=f"ask-{each}", order=each) for each in range(number)),
        partnerships=tuple(PartnershipRecord(f"office-{each}") for each in range(number)),
        **changes,
    )
