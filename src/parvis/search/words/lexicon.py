"""The lexicon: authored words of each language that carry little, and words that mean the same, tied across languages.

``search/lexicon/<language>.toml`` holds ``stop`` (words that say nothing), ``filler`` (words that say little here: "job",
"like"), ``everyday`` (words of a spoken sentence, "could", "never", that are no slip of another, and say little where no
thing holds them) and ``concepts``: a key that all languages share, and the words for it. A word is tied to a concept by its index
key, so "repairing" belongs where "repair" stands.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from parvis.search.words.fold import fold, split
from parvis.search.words.stems import keys, keys_typed

FOLDER = Path(__file__).resolve().parent.parent / "lexicon"

#: Marks an index key that is a concept, so that no word of any language can equal it.
MARK = "§"


@dataclass(frozen=True)
class Lexicon:
    """What is authored for one language; words are folded, concepts are keyed by index key."""

    stop: frozenset[str]
    filler: frozenset[str]
    everyday: frozenset[str]
    by_key: dict[str, tuple[str, ...]]

    def is_spoken(self, word: str) -> bool:
        """Say whether the folded ``word`` is one of the words that hold a spoken sentence together: no slip of another."""
        return word in self.filler or word in self.everyday

    def concepts(self, word_keys: Iterable[str]) -> tuple[str, ...]:
        """Return the marked concepts that a word with these index keys belongs to."""
        return tuple(dict.fromkeys(concept for key in word_keys for concept in self.by_key.get(key, ())))


@lru_cache(maxsize=32)
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of ``language``; an empty one when none is authored."""
    path = FOLDER / f"{language}.toml"
    authored = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    by_key: dict[str, tuple[str, ...]] = {}
    for concept, words in authored.get("concepts", {}).items():
        for word in split(words, language):
            for key in keys(word, language):
                by_key[key] = (*by_key.get(key, ()), MARK + concept)
    stop, filler, everyday = (_words(authored.get(name, ""), language) for name in ("stop", "filler", "everyday"))
    return Lexicon(stop, filler, everyday, by_key)


def _words(text: str, language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in split(text, language))


def is_false_friend(word: str, language: str) -> bool:
    """Say whether ``word`` has a concept in ``language`` and none of its concepts in English, where it may be a word too."""
    own = lexicon(language).concepts(keys_typed(word, language))
    return bool(own) and not set(own) & set(lexicon("en").concepts(keys_typed(word, "en")))
