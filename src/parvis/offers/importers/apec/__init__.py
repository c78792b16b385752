"""`parvis import apec FILE.xml`: APEC's export, ``<Offre_emploi>`` elements.

Kind: by ``Type_contrat`` («CDD - Alternance - Contrat d'apprentissage»). ``COG_lieu`` is a commune's number, not a postcode: its
first two digits only tell towns of one name apart. Pay stays in APEC's words. Apply: ``URL``.
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
    """APEC, France."""

    help = "APEC's offers, from its XML export."
    key, name, country, language = "apec", "APEC", "FR", "fr"

    def records(self, file: TextFile) -> Iterator[Raw]:
        """Yield the offers."""
        return (Raw(one.number, one.line, one) for one in xml_records(file, {"Offre_emploi"}))

    def reference(self, raw: XmlRecord) -> str:
        """Return its number at APEC."""
        return line(raw["Reference_apec"], 121)

    def read(self, raw: XmlRecord) -> OfferRecord:
        """Return what one offer tells."""
        contract, url = line(raw["Contrat/Type_contrat"], 120), link(raw["URL"])
        months = values.whole(raw["Contrat/Duree_contrat"], 120)
        return OfferRecord(
            reference=self.reference(raw),
            kind=kind_of(contract, raw["Intitule"]),
            title=line(raw["Intitule"]),
            description=paragraphs("\n\n".join(filter(None, (raw["Texte_offre"], raw["Texte_profil"])))),
            url=url,
            company=line(raw["Nom_entreprise"]),
            town=line(raw["Lieu/Libelle_lieu"], 120),
            country="FR",
            contract=contract,
            months_min=months,
            months_max=months,
            positions=values.whole(raw["Nombre_postes"]),
            pay=line(raw["Salaire_affiche"]),
            ways=((ApplyBy.LINK, url),) if url else (),
            published_on=values.day(raw["Date_parution"]),
        )
