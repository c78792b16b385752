"""Stems: the part of a word that stays when gender, number and person change; the same at writing and at asking."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

import tantivy

from parvis.search.words.fold import fold_typed

#: Stemmers inside the engine; Catalan comes from Snowball, Ukrainian from simplemma.
_ENGINE = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
}

#: Feminine endings → the masculine one a stem is taken of: (pattern of the folded word, replacement), first that fits.
_FEMININE: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    language: tuple((re.compile(pattern), to) for pattern, to in rules)
    for language, rules in {
        "fr": (
            (r"(?<=\w{2})ouvriere(s?)$", r"ouvrier\1"),
            (r"(?<=\w{2})trices?$", "teur"),
            (r"(?<=\w{2})euses?$", "eur"),
            (r"(?<=\w{2})ieres?$", "ier"),
            (r"(?<=[cglmnr])eres?$", "er"),
            (r"(?<=\w{2})iennes?$", "ien"),
            (r"(?<=\w{3})onnes?$", "on"),
            (r"(?<=\w{3})elles?$", "el"),
            (r"(?<=\w{3})esses?$", "e"),
        ),
        "de": (
            (r"(?<=\w{3})innen$", ""),
            (r"(?<=er|or|st|nt|og|at|ar|rt|zt|ch|nd|rg|al|ik|it|iz|in|ph|ez|en|am|ff|ot|ur)in$", ""),
            (r"(?<=\w{2})(?:frau|frauen|leute|manner|herr)$", "mann"),
        ),
        "es": (
            (r"(?<=\w{2})eras?$", "ero"),
            (r"(?<=\w{2})(?:triz|trices)$", "tor"),
        ),
        "pt": (
            (r"(?<=\w{2})eiras?$", "eiro"),
            (r"(?<=\w{2})(?:triz|trizes)$", "tor"),
        ),
        "it": (
            (r"(?<=\w{2})trici?e?$", "tore"),
            (r"(?<=\w{2})iera$", "iere"),
            (r"(?<=\w{3})ess[ae]$", "e"),
        ),
        "ca": (
            (r"(?<=\w{2})eres?$", "er"),
            (r"(?<=\w{2})triu$", "tor"),
            (r"(?<=\w{2})ores?$", "or"),
        ),
        "nl": (
            (r"(?<=\w{3})sters?$", "er"),
            (r"(?<=\w{3})vrouw(?:en)?$", "man"),
            (r"(?<=ster|acht|ente|sist)es?$", ""),
            (r"(?<=er)in(?:nen)?$", ""),
        ),
    }.items()
}
_AUX = re.compile(r"(?<=\w{2})(?<!e)aux$")
_OR = re.compile(r"(?<=\w{2}[dtsn]or)as?$")
_DIGRAPH = re.compile(r"ae|oe|(?<![aeq])ue")


@lru_cache(maxsize=16)
def _stemmer(language: str) -> Callable[[str], str]:
    """Return the function that stems one lower-case word of ``language``; identity where we know none."""
    if language in _ENGINE:
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
        analyzer = builder.filter(tantivy.Filter.stemmer(_ENGINE[language])).build()
        return lambda word: (analyzer.analyze(word) or [word])[0]
    if language == "ca":
        import snowballstemmer

        catalan: Callable[[str], str] = snowballstemmer.stemmer("catalan").stemWord
        return catalan
    if language == "uk":
        import simplemma

        return lambda word: str(simplemma.lemmatize(word, "uk")).lower()
    return lambda word: word


def masculine(word: str, language: str) -> str:
    """Return the folded ``word`` with a feminine ending of a trade's name made masculine; others unchanged."""
    if language in {"es", "pt"}:
        word = _OR.sub("", word)
    for pattern, ending in _FEMININE.get(language, ()):
        changed, count = pattern.subn(ending, word, count=1)
        if count:
            return changed
    return word


def keys_typed(word: str, language: str) -> tuple[str, ...]:
    """Return the one or two keys under which ``word`` (lower case, accents kept) is indexed and asked.

    The second appears where accents change the stem, so that a word typed without them still meets the first.
    For what a visitor typed: nothing of it stays in memory.
    """
    stem = _stemmer(language)
    plain = fold_typed(word)
    plain = _IRREGULAR.get(language, {}).get(plain, plain)
    if language == "fr":
        plain = _AUX.sub("al", plain)
        plain = plain[:-1] if len(plain) > 3 and plain[-1] in "sx" and plain[-2] != "s" else plain
    if language == "de":
        plain = _DIGRAPH.sub(lambda found: found.group()[0], plain)
    male = masculine(plain, language)
    first = _tidy(stem(male), language)
    if male != plain or word == plain or language == "de":
        return (first,)
    second = _tidy(fold_typed(stem(word)), language)
    return (first,) if second == first else (first, second)


@lru_cache(maxsize=400_000)
def keys(word: str, language: str) -> tuple[str, ...]:
    """Return what ``keys_typed`` does, and remember it: for the words of the index, which are public."""
    return keys_typed(word, language)


def _tidy(stem: str, language: str) -> str:
    """Cut what stemmers leave between the kin of a trade: a verb's ending, doubled letters."""
    if len(stem) > 4:
        for ending in _KIN.get(language, ()):
            if stem.endswith(ending) and len(stem) - len(ending) >= 3:
                stem = stem[: -len(ending)]
                break
    if language == "nl":
        stem = _DOUBLE.sub(r"\1", stem)
        if len(stem) > 4 and stem.endswith("s"):
            return stem[:-1]
    return stem


_DOUBLE = re.compile(r"(.)\1")

#: Endings that part a maker's name from its verb and its shop, so that "Bäcker" meets "backen" and "panadería" "panadero".
_KIN: dict[str, tuple[str, ...]] = {
    "de": ("erei", "er", "en"),
    "nl": ("erij", "er", "en", "ing"),
    "en": ("eri", "er", "or"),
    "fr": ("ier", "eur", "er"),
    "es": ("ador", "edor", "idor", "eri", "er", "or"),
    "pt": ("ador", "edor", "idor", "ari", "eir", "or"),
    "it": ("ator", "itor", "eri", "ier", "er", "or"),
    "ca": ("ador", "edor", "idor", "eri", "er", "or"),
}

#: Forms no rule reaches (folded), each brought to the word it belongs to.
_IRREGULAR: dict[str, dict[str, str]] = {
    "en": {
        "children": "child",
        "men": "man",
        "women": "woman",
        "people": "person",
        "teeth": "tooth",
        "feet": "foot",
        "geese": "goose",
        "mice": "mouse",
        "knives": "knife",
        "shelves": "shelf",
        "leaves": "leaf",
        "drawing": "draw",
        "taught": "teach",
    },
    "fr": {"yeux": "oeil", "travaux": "travail", "betail": "betail"},
    "de": {"hauser": "haus", "bucher": "buch", "baume": "baum", "zahne": "zahn"},
    "nl": {"kinderen": "kind", "eieren": "ei", "schepen": "schip"},
}
