"""`parvis import jobposting FILE …`: schema.org's JobPosting in JSON-LD: web pages (.html) and feeds (.json, .jsonl).

Kind: by ``employmentType`` (INTERN is a traineeship unless the title says apprenticeship), else by the title; without either it is
a job, as the type's own name says. VOLUNTEER and OTHER alone are refused. Persons (``applicationContact`` names) are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from parvis.offers.domain.kinds import kind_of, kind_said
from parvis.offers.domain.levels import eqf_of
from parvis.offers.domain.records import OfferRecord
from parvis.offers.domain.tidying import line, link, paragraphs
from parvis.offers.enums import OfferKind
from parvis.offers.importers import _values as values
from parvis.offers.importers._feed import FeedImporter, Raw
from parvis.offers.importers._files import TextFile
from parvis.offers.importers.jobposting import pieces
from parvis.offers.importers.jobposting.parts import Parts

_ARRAYS = frozenset({"@graph", "itemListElement", "jobs", "data", "items", "dataFeedElement"})
_PAGES = {".html", ".htm", ".xhtml"}


class Importer(FeedImporter):
    """Any sender of JobPosting."""

    help = "Offers marked up as schema.org JobPosting (JSON-LD): pages and feeds."
    key, name = "jobposting", "JobPosting"

    def records(self, file: TextFile) -> Iterator[Raw]:
        """Yield the postings of a page or of a feed."""
        return pieces.of_page(file) if file.kind in _PAGES else pieces.of_feed(file, _ARRAYS)

    def reference(self, raw: Any) -> str:
        """Return its identifier, else its address, else a digest of what it is."""
        return Parts(raw).reference()

    def read(self, raw: Any) -> OfferRecord:
        """Return what one posting tells."""
        parts = Parts(raw)
        said = parts.words("employmentType")
        title = parts.text("title") or parts.text("name")
        kind = kind_of(said, title, None if said else OfferKind.JOB)
        if kind == OfferKind.TRAINEESHIP and kind_said(title) == OfferKind.APPRENTICESHIP:
            kind = OfferKind.APPRENTICESHIP
        place, pay = parts.place(), parts.pay()
        return OfferRecord(
            reference=self.reference(raw),
            kind=kind,
            title=line(title),
            language=values.language(parts.text("inLanguage")),
            description=paragraphs("\n\n".join(parts.described())),
            url=link(parts.text("url")),
            company=line(parts.text("hiringOrganization.name") or parts.text("hiringOrganization")),
            street=line(place.text("address.streetAddress")),
            town=line(place.text("address.addressLocality"), 120),
            postcode=line(place.text("address.postalCode"), 12),
            country=values.country(place.text("address.addressCountry.name") or place.text("address.addressCountry")),
            latitude=values.number(place.text("geo.latitude"), 90),
            longitude=values.number(place.text("geo.longitude"), 180),
            trade_codes=parts.codes(),
            eqf=eqf_of(parts.words("educationRequirements")),
            contract=line(said, 120),
            hours=line(parts.text("workHours"), 120),
            starts_on=values.day(parts.text("jobStartDate")),
            start="" if values.day(parts.text("jobStartDate")) else line(parts.text("jobStartDate"), 120),
            positions=values.whole(parts.text("totalJobOpenings")),
            pay_min=pay.low,
            pay_max=pay.high,
            pay_currency=pay.currency,
            pay_per=pay.per,
            access=line(parts.text("accessibilitySummary"), 300),
            ways=parts.ways(),
            published_on=values.day(parts.text("datePosted")),
            ends_at=values.end(parts.text("validThrough")),
        )
