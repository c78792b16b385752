"""Which of the three kinds a contract names. The contract decides; a title is read only where there is no contract.

Apprenticeship goes first: «CDD - Alternance - Contrat d'apprentissage» is one, and so is a «contrat de professionnalisation»,
which trains in company and school for a recognised qualification. What names none of the three is refused, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from parvis.core.letters import bare
from parvis.offers.domain.records import Unfit
from parvis.offers.enums import OfferKind

_WORDS: dict[OfferKind, str] = {
    OfferKind.APPRENTICESHIP: """alternan\\w* apprenti\\w* professionnalisation alternating alternation apprendist\\w* aprendi\\w*
        ausbildung\\w* auszubild\\w* azubi\\w* lehrstelle\\w* lehrling\\w* lernende\\w* berufslehre leerling\\w* leerwerk\\w* bbl
        aprenent\\w* leercontract\\w* duale\\w? apprenticeship\\w*""",
    OfferKind.TRAINEESHIP: """stage stages stagiaire\\w* internship\\w* intern interns trainee\\w* traineeship\\w* praktik\\w*
        tirocin\\w* stagist\\w* becari\\w* practicas practiques estagi\\w* stagiair\\w*""",
    OfferKind.JOB: """cdi cdd cdic interim\\w* mission permanent temporary temporaire saisonnier\\w* seasonal fixed_term vacataire
        freelance contractor full_time part_time full part per_diem unlimited indefini\\w* indetermin\\w* determin\\w* job
        unbefrist\\w* befrist\\w* vast tijdelijk\\w* fonctionnaire titulaire contractuel\\w* emploi employment employee""",
}
_KINDS = {kind: re.compile(rf"(?<!\w)(?:{'|'.join(words.split())})(?!\w)") for kind, words in _WORDS.items()}


def kind_said(text: str) -> OfferKind | None:
    """Return the kind that ``text`` names, None when it names none."""
    plain = bare(text)
    return next((kind for kind, words in _KINDS.items() if words.search(plain)), None)


def kind_of(contract: str, title: str = "", otherwise: OfferKind | None = None) -> OfferKind:
    """Return the kind that ``contract`` names, else ``title`` where there is no contract, else ``otherwise``."""
    kind = kind_said(contract) or (kind_said(title) if not contract else None) or otherwise
    if kind is None:
        said = f"the contract «{contract}» is" if contract else "no contract is said, so it is"
        message = f"{said} neither an apprenticeship nor a traineeship nor a job"
        raise Unfit(message)
    return kind


def first_kind(texts: Iterable[str]) -> OfferKind | None:
    """Return the first kind, in the order apprenticeship, traineeship, job, that any of ``texts`` names."""
    said = {kind_said(text) for text in texts}
    return next((kind for kind in OfferKind if kind in said), None)
