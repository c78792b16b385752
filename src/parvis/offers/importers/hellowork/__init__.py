"""`parvis import hellowork FILE.xml`: HelloWork's export, ``<job>`` elements.

Kind: by ``contract`` (Alternance, Stage, CDI …). Level: ``education`` where it names a diploma. Apply: ``url``.
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

_MONTHS = {"mois": 1, "month": 1, "months": 1, "an": 12, "ans": 12, "annee": 12, "annees": 12, "year": 12, "years": 12}


class Importer(FeedImporter):
    """HelloWork, France."""

    help = "HelloWork's offers, from its XML export."
    key, name, country, language = "hellowork", "HelloWork", "FR", "fr"

    def records(self, file: TextFile) -> Iterator[Raw]:
        """Yield the jobs."""
        return (Raw(one.number, one.line, one) for one in xml_records(file, {"job"}))

    def reference(self, raw: XmlRecord) -> str:
        """Return its number at HelloWork."""
        return line(raw["job_id"], 121)

    def read(self, raw: XmlRecord) -> OfferRecord:
        """Return what one job tells."""
        latitude, _comma, longitude = raw["geoloc"].partition(",")
        url, contract = link(raw["url"]), line(raw["contract"], 120)
        length = values.number(raw["contract_period_value"])
        months = values.whole(length * _MONTHS.get(line(raw["contract_period_unit"]).lower(), 0)) if length else None
        spoken = values.language(raw["language"])
        return OfferRecord(
            reference=self.reference(raw),
            kind=kind_of(contract, raw["title"]),
            title=line(raw["title"]),
            description=paragraphs("\n\n".join(filter(None, (raw["description"], raw["profile"], raw["benefits"])))),
            url=url,
            company=line(raw["company_title"]),
            town=line(raw["city"], 120),
            postcode=line(raw["postal_code"], 12),
            country=values.country(raw["country"]),
            latitude=values.number(latitude, 90),
            longitude=values.number(longitude, 180),
            eqf=eqf_of(raw["education"]),
            contract=contract,
            hours=line(raw["job_time"], 120),
            months_min=months,
            months_max=months,
            languages=(spoken,) if spoken else (),
            ways=((ApplyBy.LINK, url),) if url else (),
            published_on=values.day(raw["publication_date"]),
        )
