"""What `parvis sample` loads of this room: made offers in the towns of the sample network, marked as sample.

They have no end of their own: they stand ``LASTS`` days from the day they were last loaded, so that a fresh site is not empty.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from parvis.core.domain.reports import Ack
from parvis.core.refusal import Refusal
from parvis.occupations.models import Occupation
from parvis.offers.domain.acks import Unheard
from parvis.offers.domain.records import OfferRecord, Reading
from parvis.offers.domain.sending import SAMPLE, feed_of
from parvis.offers.domain.taking import Taking
from parvis.offers.enums import ApplyBy, OfferKind

FOLDER = Path(__file__).resolve().parent.parent / "sample"
_PLAIN = (
    *(
        "title",
        "language",
        "description",
        "company",
        "town",
        "postcode",
        "country",
        "eqf",
        "rhythm",
        "contract",
        "hours",
    ),
    *("start", "positions", "pay", "pay_currency", "pay_per", "access"),
)


@transaction.atomic
def load_sample() -> dict[str, int]:
    """Load the made offers; return the rows written by what became of them, empty when all stood already."""
    ack = Ack(SAMPLE)
    said = {"name": "Parvis", "licence": "EUPL-1.2"}
    feed = feed_of(SAMPLE, SAMPLE, {}, said)
    Taking(feed, ack, Unheard(), timezone.now(), is_sample=True).take_in(
        readings(timezone.localdate()), is_partial=False
    )
    if ack.refusals:
        message = "{file}, {line}: {reason}".format(**ack.refusals[0])
        raise Refusal(message)
    counts = {
        "offers": ack.total("created"),
        "offers changed": ack.total("changed"),
        "offers withdrawn": ack.total("retired"),
    }
    return {what: number for what, number in counts.items() if number}


def readings(today: datetime.date) -> Iterator[Reading]:
    """Yield the made offers of all files."""
    trades = dict(Occupation.objects.exclude(seed_key="").order_by("pk").values_list("seed_key", "uri"))
    for path in sorted(FOLDER.glob("*.toml")):
        offers = tomllib.loads(path.read_text(encoding="utf-8"))["offer"]
        for number, told in enumerate(offers, 1):
            yield Reading.of(record_of(told, trades, today), path.name, number, number)


def record_of(told: Mapping[str, Any], trades: Mapping[str, str], today: datetime.date) -> OfferRecord:
    """Return one made offer; ``starts_next`` is the month of which the next first day is meant."""
    record = OfferRecord(
        told["reference"], OfferKind(told["kind"]), **{name: told[name] for name in _PLAIN if name in told}
    )
    if uri := trades.get(told["trade"]):
        record.trade_codes = (f"esco:{uri}",)
    record.months_min = record.months_max = told.get("months")
    record.pay_min, record.pay_max = (Decimal(told[name]) if name in told else None for name in ("pay_min", "pay_max"))
    record.languages = tuple(told.get("languages", ()))
    record.criteria = dict.fromkeys(told.get("yes", ()), True) | dict.fromkeys(told.get("no", ()), False)
    record.ways = tuple((by, told[by.value]) for by in ApplyBy if by.value in told)
    if month := told.get("starts_next"):
        record.starts_on = datetime.date(today.year + (today.month >= month), month, 1)
    return record
