"""`parvis import jobteaser FILE.xml`: Jobteaser's export, ``<job>`` elements.

Kind: by ``contract_type`` (Apprenticeship, Internship, Permanent …). Apply: ``url``.
"""

from __future__ import annotations

from collections.abc import Iterator

from parvis.offers.domain.kinds import kind_of
from parvis.offers.domain.records import OfferRecord
from parvis.offers.domain.tidying import line, link, paragraphs
from parvis.offers.enums import ApplyBy
from parvis.offers.importers import _values as values
from parvis.offers.importers._feed import FeedImporter, Raw
from parvis.offers.importers._files import TextFile
from parvis.offers.importers._xml import XmlRecord, xml_records


class Importer(FeedImporter):
    """Jobteaser."""

    help = "Jobteaser's offers, from its XML export."
    key, name, country, language = "jobteaser", "Jobteaser", "FR", "fr"

    def records(self, file: TextFile) -> Iterator[Raw]:
        """Yield the jobs."""
        return (Raw(one.number, one.line, one) for one in xml_records(file, {"job"}))

    def reference(self, raw: XmlRecord) -> str:
        """Return its number at Jobteaser."""
        return line(raw["id"], 121)

    def read(self, raw: XmlRecord) -> OfferRecord:
        """Return what one job tells."""
        contract, url, where = (
            line(raw["job_details/contract_type"], 120),
            link(raw["job_details/url"]),
            "job_locations/location_",
        )
        return OfferRecord(
            reference=self.reference(raw),
            kind=kind_of(contract, raw["job_details/title"]),
            title=line(raw["job_details/title"]),
            description=paragraphs(raw["job_details/description"]),
            url=url,
            company=line(raw["company/company_name"]),
            town=line(raw[f"{where}city"], 120),
            country=values.country(raw[f"{where}country_code"]),
            contract=contract,
            starts_on=values.day(raw["job_dates/start_date"]),
            ways=((ApplyBy.LINK, url),) if url else (),
            published_on=values.day(raw["job_dates/first_activated_at"]),
        )
