"""`parvis import kelio FILE.xml`: Kelio's (TalentView) export, ``<job>`` elements.

Kind: by ``job_type`` (Alternating, Internship, Permanent …). Level: ``education_level``. Apply: ``url``.
"""

from __future__ import annotations

from collections.abc import Iterator

from parvis.offers.domain.kinds import kind_of
from parvis.offers.domain.levels import eqf_of
from parvis.offers.domain.records import OfferRecord
from parvis.offers.domain.tidying import line, link, paragraphs
from parvis.offers.enums import ApplyBy
from parvis.offers.importers import _values as values
from parvis.offers.importers._feed import FeedImporter, Raw
from parvis.offers.importers._files import TextFile
from parvis.offers.importers._xml import XmlRecord, xml_records

_CURRENCIES = {"euro": "EUR", "euros": "EUR", "eur": "EUR", "chf": "CHF", "gbp": "GBP"}


class Importer(FeedImporter):
    """Kelio, France."""

    help = "Offers of companies that recruit with Kelio (TalentView), from its XML export."
    key, name, country, language = "kelio", "Kelio", "FR", "fr"

    def records(self, file: TextFile) -> Iterator[Raw]:
        """Yield the jobs."""
        return (Raw(one.number, one.line, one) for one in xml_records(file, {"job"}))

    def reference(self, raw: XmlRecord) -> str:
        """Return its number at Kelio."""
        return line(raw["id"], 121)

    def read(self, raw: XmlRecord) -> OfferRecord:
        """Return what one job tells."""
        contract, url = line(raw["job_type"], 120), link(raw["url"])
        months = values.whole(raw["contract_duration"], 120)
        low, high = values.amount(raw["salary/min"]), values.amount(raw["salary/max"])
        described = (raw["html_description"] or raw["description"], raw["html_profile"] or raw["profile"])
        return OfferRecord(
            reference=self.reference(raw),
            kind=kind_of(contract, raw["name"]),
            title=line(raw["name"]),
            description=paragraphs("\n\n".join(filter(None, described))),
            url=url,
            company=line(raw["company/name"]),
            street=line(f"{raw['address/street_number']} {raw['address/street']}"),
            town=line(raw["address/city"], 120),
            postcode=line(raw["address/postal_code"], 12),
            country=values.country(raw["address/country"]),
            latitude=values.number(raw["address/latitude"], 90),
            longitude=values.number(raw["address/longitude"], 180),
            eqf=eqf_of(raw["education_level"]),
            contract=contract,
            hours=line(raw["working_time"], 120),
            months_min=months,
            months_max=months,
            starts_on=values.day(raw["job_start_date"]),
            pay_min=low,
            pay_max=high,
            pay_currency=_CURRENCIES.get(raw["salary/currency"].lower(), "") if low or high else "",
            ways=((ApplyBy.LINK, url),) if url else (),
            published_on=values.day(raw["created_at"]),
        )
