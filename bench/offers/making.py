"""Made feeds of four senders, each in its own format, with places that two of them tell; the same number gives the same files.

Titles are names of ESCO trades in French (of the trades that come with the code where no data is), with what senders put
around them; towns are real; texts are made of the words of trades. Nothing here is a real offer.

Every ``TWICE``-th record of a sender tells a place that the sender before it told of its own, in the record after: another reference, the company with its legal
form, the town in capitals. In the later files of a delivery 1 % is unlike: of 400 records one is gone, two are changed, one is new.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import IO

from bench.search.speed.offers import trades

SEED = 20261126
TWICE, ROUND = 8, 400
#: Of each 400 records of a later file: the ones that are gone, and the ones that are changed (8 is one told twice).
GONE, CHANGED = {3}, {5, 8}
TOWNS = (
    ("75011", "Paris"), ("69003", "Lyon"), ("13001", "Marseille"), ("31000", "Toulouse"), ("06000", "Nice"), ("44000", "Nantes"),
    ("34000", "Montpellier"), ("67000", "Strasbourg"), ("33000", "Bordeaux"), ("59000", "Lille"), ("35000", "Rennes"),
    ("51100", "Reims"), ("42000", "Saint-Étienne"), ("83000", "Toulon"), ("38000", "Grenoble"), ("21000", "Dijon"),
    ("30000", "Nîmes"), ("49000", "Angers"), ("53000", "Laval"), ("", ""),
)  # fmt: skip
KINDS = ("apprenticeship",) * 6 + ("traineeship",) + ("job",) * 3
SENTENCES = 4000


@dataclass(frozen=True)
class Place:
    """One place at one company, and how one sender tells it."""

    reference: str
    number: int
    kind: str
    title: str
    company: str
    postcode: str
    town: str
    text: tuple[str, ...]
    level: int
    months: int
    pay: int

    @property
    def url(self) -> str:
        """Return where its sender shows it."""
        return f"https://offers.example/{self.reference}"


@lru_cache(maxsize=1)
def _titles() -> tuple[str, ...]:
    return tuple(trade.names[0] for trade in trades()["fr"])


@lru_cache(maxsize=1)
def _sentences() -> tuple[str, ...]:
    """Return sentences of words of trades, 40 to 140 letters each."""
    chance, words = random.Random(SEED), sorted({word for title in _titles() for word in title.split()})
    return tuple(" ".join(chance.choices(words, k=chance.randint(5, 16))).capitalize() + "." for _ in range(SENTENCES))


def place(number: int) -> Place:
    """Return the place of that number."""
    chance = random.Random(SEED + number)
    postcode, town = chance.choice(TOWNS)
    return Place(
        reference=f"P{number}",
        number=number,
        kind=chance.choice(KINDS),
        title=chance.choice(_titles()).capitalize(),
        company=f"Entreprise d’essai {number // 3}",
        postcode=postcode,
        town=town,
        text=tuple(chance.choices(_sentences(), k=chance.randint(6, 14))),
        level=chance.randint(3, 6),
        months=chance.choice((12, 24, 36)),
        pay=chance.randint(600, 1900),
    )


# Senders --------------------------------------------------------------------------------------------------------------

Write = Callable[[IO[str], Iterator[Place]], None]
CONTRACTS = {"apprenticeship": "Alternance", "traineeship": "Stage", "job": "CDI"}
TYPES = {"apprenticeship": "APPRENTICESHIP", "traineeship": "INTERN", "job": "FULL_TIME"}


def _html(told: Place) -> str:
    *first, last = told.text
    return "".join(f"<p>{escape(one)}</p>" for one in first) + f"<ul><li>{escape(last)}</li><li>Équipe</li></ul>"


def _hellowork(file: IO[str], places: Iterator[Place]) -> None:
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<root>\n')
    for told in places:
        file.write(
            f"<job><job_id>{told.reference}</job_id><title><![CDATA[{told.title} H/F]]></title><url>{told.url}</url>"
            f"<description><![CDATA[{_html(told)}]]></description><city>{told.town}</city>"
            f"<postal_code>{told.postcode}</postal_code><country>France</country>"
            f"<contract>{CONTRACTS[told.kind]}</contract><contract_period_value>{told.months}</contract_period_value>"
            f"<contract_period_unit>mois</contract_period_unit><company_title>{told.company}</company_title>"
            "<publication_date>2026-11-01 08:00:00</publication_date></job>\n"
        )
    file.write("</root>\n")


def _kelio(file: IO[str], places: Iterator[Place]) -> None:
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<source><jobs>\n')
    for told in places:
        file.write(
            f"<job><id>{told.reference}</id><name>{escape(told.title)}</name><url>{told.url}</url>"
            f"<html_description><![CDATA[{_html(told)}]]></html_description><company><name>{told.company}</name></company>"
            f"<address><city>{told.town}</city><postal_code>{told.postcode}</postal_code><country>France</country></address>"
            f"<salary><min>{told.pay}</min><currency>euro</currency></salary>"
            f"<job_type>{CONTRACTS[told.kind]}</job_type><contract_duration>{told.months}</contract_duration></job>\n"
        )
    file.write("</jobs></source>\n")


def _jobposting(file: IO[str], places: Iterator[Place]) -> None:
    for told in places:
        where = {"addressLocality": told.town, "postalCode": told.postcode, "addressCountry": "FR"}
        posting = {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "identifier": told.reference,
            "title": told.title,
            "description": _html(told),
            "inLanguage": "fr",
            "employmentType": TYPES[told.kind],
            "hiringOrganization": {"@type": "Organization", "name": told.company},
            "jobLocation": {"@type": "Place", "address": where},
            "datePosted": "2026-11-01",
            "validThrough": "2030-12-31",
            "url": told.url,
        }
        file.write(json.dumps(posting, ensure_ascii=False) + "\n")


def _table(file: IO[str], places: Iterator[Place]) -> None:
    rows = csv.writer(file)
    names = "reference kind title language description company postcode town country eqf months_max pay_min pay_currency pay_per"
    rows.writerow((*names.split(), "apply_link", "published", "ends", "written_agreement"))
    for told in places:
        row: list[object] = [told.reference, told.kind, told.title, "fr", "\n\n".join(told.text), told.company]
        row += [told.postcode, told.town, "FR", told.level, told.months, told.pay, "EUR", "month", told.url]
        rows.writerow([*row, "2026-11-01", "2030-12-31", ("yes", "no", "")[told.number % 3]])


@dataclass(frozen=True)
class Sender:
    """A sender: the importer of its format, how its file ends, its part of all records in percent, how it is written."""

    importer: str
    ending: str
    share: int
    write: Write


SENDERS = (
    Sender("hellowork", "xml", 30, _hellowork),
    Sender("jobposting", "jsonl", 30, _jobposting),
    Sender("kelio", "xml", 15, _kelio),
    Sender("offers", "csv", 25, _table),
)


def shares(number: int) -> list[int]:
    """Return how many of ``number`` records each sender sends."""
    return [number * sender.share // 100 for sender in SENDERS]


def _retold(sizes: list[int], which: int) -> dict[int, int]:
    """Return the records of the sender ``which`` that tell a place again → the place's number."""
    if not which:
        return {}
    start, before = sum(sizes[: which - 1]), sizes[which - 1]
    return {each: start + each + 1 for each in range(0, sizes[which], TWICE) if each + 1 < before}


def twice(number: int) -> int:
    """Return how many records tell a place that another sender told before; without a town nobody can know."""
    sizes = shares(number)
    return sum(bool(place(at).town) for which in range(len(sizes)) for at in _retold(sizes, which).values())


def told(number: int, which: int, *, later: bool = False) -> Iterator[Place]:
    """Yield what the sender ``which`` tells of ``number`` records of all; ``later``: a day on, 1 % is unlike."""
    sizes = shares(number)
    start, size, retold = sum(sizes[:which]), sizes[which], _retold(sizes, which)
    for each in range(size):
        if later and each % ROUND in GONE:
            continue
        one = place(retold.get(each, start + each))
        if each in retold:
            name = f"{one.company.upper()} SARL"
            one = replace(one, reference=f"R{which}-{each}", company=name, town=one.town.upper())
        if later and each % ROUND in CHANGED:
            one = replace(one, title=f"{one.title} de nuit", text=tuple(reversed(one.text)), pay=one.pay + 1)
        yield one
    for each in range(size // ROUND if later else 0):
        yield place(number + start + each)


def write(path: Path, number: int, which: int, *, later: bool = False) -> None:
    """Write the feed of the sender ``which``."""
    with path.open("w", encoding="utf-8", newline="") as file:
        SENDERS[which].write(file, told(number, which, later=later))


if __name__ == "__main__":
    folder, wanted = Path(sys.argv[1]), int(sys.argv[2])
    for at, sender in enumerate(SENDERS):
        write(folder / f"{sender.importer}.{sender.ending}", wanted, at)
