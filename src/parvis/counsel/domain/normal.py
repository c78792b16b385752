"""One spelling for a word of a phrase, however it is typed: on any keyboard, by a child, from paper, with the wrong script's letters.

A phrase is compared, fingerprinted and turned into keys in this spelling only. So it must never change for a word that is in
a list: whoever holds a phrase would be shut out (``tests/test_normal.py`` holds it still).
"""

from __future__ import annotations

import unicodedata

from parvis.core.letters import plain

#: Letters of Persian, Urdu and Kurdish keyboards for those of Arabic; a hamza on the line, which many leave out.
_LETTERS = str.maketrans("کڪیېہھەۀۃۇ", "ككييهههههو", "ء")
#: Latin letters that look like Ukrainian ones: typed when the keyboard was not switched over.
_CYRILLIC = str.maketrans("aceiopxyhkmbt", "асеіорхункмвт")
_KEPT = {"Ll", "Lo"}


def normal(word: str) -> str:
    """Return ``word`` as it is compared: letters only, in lower case, without accents, one letter for its variants.

    Apostrophes, hyphens, the dot of Catalan ``l·l``, spaces, digits and marks of direction go. Doing it twice changes nothing.
    """
    letters = "".join(letter for letter in plain(word) if unicodedata.category(letter) in _KEPT).translate(_LETTERS)
    if any("\u0400" <= letter <= "\u04ff" for letter in letters):
        letters = letters.translate(_CYRILLIC)
    return unicodedata.normalize("NFC", letters)
