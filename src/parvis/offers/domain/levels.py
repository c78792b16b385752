"""Levels of the European Qualifications Framework in the words feeds use; nothing where the words name more than one."""

from __future__ import annotations

import re

from parvis.core.letters import bare

#: French diplomas as registered with EQF levels (RNCP levels 3 to 8 are EQF 3 to 8 since 2019).
_FRENCH: tuple[tuple[int, str], ...] = (
    (3, r"\b(?:cap|bep|bep_cap)\b"),
    (5, r"\bbac ?\+ ?2\b|\bbts\b|\bdut\b|\bdeust\b"),
    (6, r"\bbac ?\+ ?[34]\b|\blicence\b|\bbut\b|\bbachelor\b|\bmaitrise\b"),
    (7, r"\bbac ?\+ ?5\b|\bmaster\b|\bmastere\b|\bmba\b|\bingenieur_b5\b|\bdiplome d.ingenieur\b"),
    (8, r"\bbac ?\+ ?8\b|\bdoctorat\b"),
    (4, r"\bbac(?:calaureat)?\b(?! ?\+)|\bbp\b|\bbrevet professionnel\b"),
)
_EUROPEAN = re.compile(r"\b(?:eqf|cec|eqr|qec|mec)\D{0,9}([1-8])\b")


def eqf_of(text: str) -> int | None:
    """Return the one EQF level that ``text`` names («EQF 4», «CAP», «BUT, Licence, Bac+3»), None for none or several."""
    plain = bare(text)
    if said := _EUROPEAN.search(plain):
        return int(said[1])
    found = {level for level, words in _FRENCH if re.search(words, plain)}
    return found.pop() if len(found) == 1 else None
