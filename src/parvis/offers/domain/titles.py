"""Words of titles, companies and towns as they are compared: folded, without what says nothing of the trade."""

from __future__ import annotations

import re
from functools import lru_cache

from parvis.core.letters import bare
from parvis.occupations.domain.names import forms

#: «(h/f)», «M/W/D», «F-H», «(m|f|x)»: for whom the sender says it is.
_GENDERS = re.compile(r"\(?(?<!\w)[hfmwdxvuid](?:\s?[/|.*-]\s?[hfmwdxvuid](?!\w)){1,3}\)?|\((?:all genders|[hfmwdx])\)")
#: «conseiller(e)», «assistant.e», «employé·e·s», «Verkäufer*in», «Bäcker/in»: the other form's ending.
_ENDING = re.compile(
    r"(?<=\w)(?:\((?:[a-z]{1,6}|-[a-z]{1,5})\)|[·•.*:_](?:e|ne|le|se|te|ere|euse|rice|trice|in|innen|s|es)(?:[·•.]s)?(?!\w)|/(?:in|innen|euse|trice|ere|ne)(?!\w))"
)
_PARTS = re.compile(r"\s[-–—]\s|[-–—]\s|\s[-–—]|[|:;,()\[\]!?•»«]")
#: Said of the place, not of the trade.
_NOISE_WORDS = """
alternance alternant alternante alternants apprenti apprentie apprentis apprentissage professionnalisation contrat stage
    stagiaire cdi cdd interim emploi poste offre recherche recrute devenez urgent temps plein partiel annee
    ausbildung ausbildungsplatz auszubildende auszubildender auszubildenden azubi lehrstelle lehre lernende lernender
    praktikum praktikant praktikantin zum zur als duales studium
    apprentice apprenticeship apprenticeships traineeship trainee internship intern job vacancy
    apprendista apprendistato tirocinio tirocinante stagista
    aprendiz aprendizaje becario becaria practicas formacion dual oferta empleo
    estagio estagiario estagiaria aprendizagem
    leerling leerplaats stagiair stagiaire leerwerkplek vacature bbl
    aprenent aprenenta practiques feina
    учень учениця стажер практика متدرب تدريب"""
_SMALL_WORDS = """
a au aux d de des du en et l la le les ou par pour sur un une of the in for and to di del della dei e y el los las para
    do da dos das van het een voor i der die das den dem fur und im mit"""
_NOISE = frozenset(map(bare, _NOISE_WORDS.split()))
_SMALL = frozenset(_SMALL_WORDS.split())


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """Return a company, town or title as it is compared: lower case, no accents, words parted by one space."""
    return " ".join(re.sub(r"[\W_]+", " ", bare(text)).split())


def title_parts(title: str) -> list[tuple[str, ...]]:
    """Return the words that may name a trade, part by part: «Alternance - Boulanger (H/F) - Lyon» → boulanger; lyon.

    Marks of gender, kinds of contract and small words are taken off; what is left is folded.
    """
    plain = _ENDING.sub("", _GENDERS.sub(" ", bare(title)))
    parts = (name_words(half, is_title=True) for part in _PARTS.split(plain) for half in _one_form(part))
    return [part for part in parts if part]


def _one_form(part: str) -> list[str]:
    """Return the shorter of two gender forms («boulanger/boulangère»); two unlike things stay two."""
    if "/" not in part:
        return [part]
    both = forms(part)
    return [min(both, key=lambda form: (len(form), form))] if len(both) > 1 else part.split("/")


def name_words(name: str, *, is_title: bool = False) -> tuple[str, ...]:
    """Return the folded words of a name of a trade, without small words; of a title also without words on the contract."""
    words = re.sub(r"[\W_]+", " ", name if is_title else bare(name)).split()
    return tuple(word for word in words if word not in _SMALL and not (is_title and word in _NOISE))
