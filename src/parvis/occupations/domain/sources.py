"""The published bodies of facts that Parvis can take in, with the words they want to be named by.

Words that may be said in any language are translated where they are shown (``Source.credit``); O*NET's must stay as they are.
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from parvis.occupations.enums import Provenance
from parvis.occupations.models import Source

KNOWN: dict[str, dict[str, str]] = {
    Provenance.SEED: {
        "title": "Parvis",
        "licence": "EUPL-1.2",
        "attribution": _("Sentences, everyday words and sheets written for Parvis."),
        "url": "",
    },
    Provenance.ESCO: {
        "title": "ESCO",
        "licence": _("© European Union, reuse with acknowledgement (Decision 2011/833/EU)"),
        "attribution": _(
            "This service uses the ESCO classification of the European Commission. "
            "Modified: labels tidied, both gender forms told apart."
        ),
        "url": "https://esco.ec.europa.eu/",
    },
    Provenance.ROME: {
        "title": "ROME",
        "licence": "Licence Ouverte",
        "attribution": _(
            "France Travail, répertoire opérationnel des métiers et des emplois (ROME), open data. "
            "Modified: tied to ESCO through ISCO-08."
        ),
        "url": "https://www.francetravail.org/opendata/repertoire-operationnel-des-meti.html",
    },
    Provenance.ONET: {
        "title": "O*NET",
        "licence": "CC BY 4.0",
        "attribution": "This page includes information from the O*NET {version} Database by the U.S. Department of Labor, "
        "Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a trademark of "
        "USDOL/ETA. Modified: tied to ESCO through SOC 2010 and ISCO-08.",
        "url": "https://www.onetcenter.org/database.html",
    },
}


def record_source(key: str, version: str, *, changed: bool) -> None:
    """Keep that ``version`` of the source ``key`` was loaded today; an import that changed nothing leaves the date."""
    facts = {name: text.format(version=version) for name, text in KNOWN[key].items()}
    wanted = {**facts, "version": version}
    there = Source.objects.filter(key=key).values(*wanted).first()
    if changed or there != wanted:
        Source.objects.update_or_create(key=key, defaults={**wanted, "loaded_on": timezone.localdate()})
