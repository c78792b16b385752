"""`parvis import decathlon FILE.json`: Decathlon's export (DigitalRecruiters), the objects of ``ads``.

Kind: by ``contract_type``. Level: ``education_level``. The named recruiter and the manager are left out. Apply: ``apply_url``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from parvis.offers.domain.kinds import kind_of
from parvis.offers.domain.levels import eqf_of
from parvis.offers.domain.records import OfferRecord
from parvis.offers.domain.tidying import line, link, paragraphs
from parvis.offers.enums import ApplyBy
from parvis.offers.importers import _values as values
from parvis.offers.importers._feed import FeedImporter, Raw
from parvis.offers.importers._files import TextFile
from parvis.offers.importers._json import json_records


class Importer(FeedImporter):
    """Decathlon, France."""

    help = "Decathlon's offers, from its JSON export."
    key, name, country, language = "decathlon", "Decathlon", "FR", "fr"

    def records(self, file: TextFile) -> Iterator[Raw]:
        """Yield the ads."""
        return (Raw(one.number, one.line, one.value) for one in json_records(file, {"ads"}))

    def reference(self, raw: Mapping[str, Any]) -> str:
        """Return its number at Decathlon."""
        return line(raw["reference"], 121)

    def read(self, raw: Mapping[str, Any]) -> OfferRecord:
        """Return what one ad tells."""
        contract = line(raw.get("contract_type"), 120)
        lasts, pay = raw.get("contract_duration") or {}, raw.get("salary") or {}
        where = raw.get("address") or {}
        parts, point = where.get("parts") or {}, where.get("position") or {}
        low, high = values.amount(pay.get("min")), values.amount(pay.get("max"))
        url = link(raw.get("apply_url"))
        return OfferRecord(
            reference=self.reference(raw),
            kind=kind_of(contract, raw.get("title") or ""),
            title=line(raw["title"]),
            language=values.language(raw.get("locale") or ""),
            description=paragraphs("\n\n".join(filter(None, (raw.get("description"), raw.get("profile"))))),
            url=url,
            company=line((raw.get("brand") or {}).get("name")) or "Decathlon",
            street=line(parts.get("street")),
            town=line(parts.get("city"), 120),
            postcode=line(parts.get("zip"), 12),
            country=values.country(parts.get("country") or ""),
            latitude=values.number(point.get("lat"), 90),
            longitude=values.number(point.get("lon"), 180),
            eqf=eqf_of(raw.get("education_level") or ""),
            contract=contract,
            hours=line(raw.get("contract_work_period"), 120),
            months_min=values.whole(lasts.get("min"), 120),
            months_max=values.whole(lasts.get("max"), 120),
            pay_min=low,
            pay_max=high,
            pay_currency=values.currency(pay.get("currency") or "") if low or high else "",
            pay_per=values.per(pay.get("kind")) if low or high else "",
            ways=((ApplyBy.LINK, url),) if url else (),
            published_on=values.day(raw.get("published_at")),
        )
