"""`parvis import cegid FILE.json`: offers from Cegid HR (Talentsoft), as France Travail publishes its own; one array.

Kind: by the label of ``contractType``. Places are départements and regions, so most stay unlocated unless the feed gives a
point. Apply: ``urlRedirectionApplicant``, else ``offerUrl``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from parvis.offers.domain.kinds import kind_of
from parvis.offers.domain.records import OfferRecord
from parvis.offers.domain.tidying import line, link, paragraphs
from parvis.offers.enums import ApplyBy
from parvis.offers.importers import _values as values
from parvis.offers.importers._feed import FeedImporter, Raw
from parvis.offers.importers._files import TextFile
from parvis.offers.importers._json import json_records


class Importer(FeedImporter):
    """Cegid HR."""

    help = "Offers of organisations that recruit with Cegid HR (Talentsoft), from its JSON export."
    key, name, country, language = "cegid", "France Travail (Cegid)", "FR", "fr"

    def records(self, file: TextFile) -> Iterator[Raw]:
        """Yield the offers."""
        return (Raw(one.number, one.line, one.value) for one in json_records(file, {"data", "offers"}))

    def reference(self, raw: Mapping[str, Any]) -> str:
        """Return its number there."""
        return line(raw["reference"], 121)

    def read(self, raw: Mapping[str, Any]) -> OfferRecord:
        """Return what one offer tells."""
        contract = line((raw.get("contractType") or {}).get("label"), 120)
        described = [raw.get(f"description{part}Formatted") or raw.get(f"description{part}") for part in (1, 2)]
        url = link(raw.get("offerUrl"))
        apply = link(raw.get("urlRedirectionApplicant")) or url
        return OfferRecord(
            reference=self.reference(raw),
            kind=kind_of(contract, raw.get("title") or ""),
            title=line(raw["title"]),
            description=paragraphs("\n\n".join(filter(None, described))),
            url=url,
            company=line(raw.get("organisationName")),
            country=self.country,
            latitude=values.number(raw.get("latitude"), 90),
            longitude=values.number(raw.get("longitude"), 180),
            contract=contract,
            starts_on=values.day(raw.get("beginningDate")),
            pay=line((raw.get("salaryRange") or {}).get("label")),
            ways=((ApplyBy.LINK, apply),) if apply else (),
            published_on=values.day(raw.get("startPublicationDate")),
        )
