"""The vocabulary of an index: which words each language holds and in how many things; the ground of every repair."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import numpy as np

#: Words a beginning stands for, at most; and how many letters make it short.
MOST_BEGUN = 8
SHORT = range(2, 5)


class Correct:
    """Words to compare a misspelt one with: most are ruled out by their letters before any is compared."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(words, key=len)
        self._lengths = np.array([len(word) for word in self.words], np.int16)
        self._letters = np.array([letters(word) for word in self.words], np.uint64)

    def near(self, word: str, slips: int) -> list[str]:
        """Return every word that may be at most ``slips`` slips from ``word``, and some that are not."""
        first, last = np.searchsorted(self._lengths, (len(word) - slips, len(word) + slips + 1))
        unlike = np.bitwise_count(self._letters[first:last] ^ np.uint64(letters(word)))
        longer = np.abs(self._lengths[first:last] - len(word))
        # a letter too many or too few changes one mark, a wrong one two, letters swapped none
        return [self.words[first + place] for place in np.flatnonzero(unlike <= 2 * slips - longer)]


def letters(word: str) -> int:
    """Return which letters ``word`` holds as 64 marks: one for a letter (of 32), one for the same again."""
    once = twice = 0
    for letter in word:
        mark = 1 << (ord(letter) & 31)
        twice |= once & mark
        once |= mark
    return once | twice << 32


class Vocabulary:
    """The folded words of one language: in how many things' names a word stands, and in how many anywhere."""

    def __init__(
        self, language: str, named: dict[str, int] | None = None, said: dict[str, int] | None = None, things: int = 0
    ) -> None:
        self.language = language
        self.named: Counter[str] = Counter(named or {})
        self.said: Counter[str] = Counter(said or {})
        self.keys: Counter[str] = Counter()
        self.things = things
        self.parted: dict[str, tuple[str, ...]] = {}

    def __contains__(self, word: str) -> bool:
        return word in self.said

    def add(self, named: Iterable[str], said: Iterable[str], keys: Iterable[str]) -> None:
        """Count one thing: the words of its names, all its words, and the keys they are indexed under."""
        self.named.update(set(named))
        self.said.update(set(said))
        self.keys.update(set(keys))
        self.things += 1

    def weight(self, keys: Iterable[str]) -> float:
        """Return how telling a word with these index keys is: about 0.3 for one that stands everywhere, about 1 for a rare one."""
        count = max((self.keys.get(key, 0) for key in keys), default=0)
        total = max(self.things, 2)
        return 0.25 + 0.75 * math.log((total + 1) / (count + 0.5)) / math.log(2 * total + 2)

    @cached_property
    def sorted(self) -> list[str]:
        """Return the words of names in order, for prefixes."""
        return sorted(self.named)

    def starting(self, prefix: str) -> list[str]:
        """Return the most common words of names that start with ``prefix``, at most ``MOST_BEGUN``."""
        if len(prefix) in SHORT:
            return self._begun.get(prefix, [])
        first = bisect_left(self.sorted, prefix)
        last = bisect_left(self.sorted, prefix + "\uffff")
        return sorted(self.sorted[first:last], key=self._rank)[:MOST_BEGUN]

    @cached_property
    def _begun(self) -> dict[str, list[str]]:
        """What short beginnings begin: so many words that they are put in order once."""
        begun: dict[str, list[str]] = {}
        for word in sorted(self.named, key=self._rank):
            for length in SHORT:
                if len(word) >= length and len(held := begun.setdefault(word[:length], [])) < MOST_BEGUN:
                    held.append(word)
        return begun

    def _rank(self, word: str) -> tuple[int, int, str]:
        return -self.named[word], len(word), word

    @cached_property
    def correct(self) -> Correct:
        """Return the words worth correcting to, shortest first: those of names, and others that are said thrice."""
        return Correct(
            word
            for word, count in self.said.items()
            if len(word) >= 3 and (word in self.named or count >= 3) and not word.isdecimal()
        )

    def write(self, folder: Path) -> None:
        """Write the vocabulary into ``folder``, one file of lines: word, named, said; then keys."""
        lines = [f"{self.things}"]
        lines += [f"{word}\t{self.named.get(word, 0)}\t{count}" for word, count in sorted(self.said.items())]
        lines += [f"\t{key}\t{count}" for key, count in sorted(self.keys.items())]
        path = folder / f"vocabulary-{self.language}.tsv"
        new = path.with_suffix(".new")
        new.write_text("\n".join(lines), encoding="utf-8")
        new.replace(path)

    @classmethod
    def read(cls, folder: Path, language: str) -> Vocabulary:
        """Read the vocabulary of ``language`` from ``folder``; an empty one when there is none."""
        path = folder / f"vocabulary-{language}.tsv"
        vocabulary = cls(language)
        if not path.is_file():
            return vocabulary
        first, *lines = path.read_text(encoding="utf-8").split("\n")
        vocabulary.things = int(first)
        for line in lines:
            word, left, right = line.split("\t")
            if word:
                vocabulary.said[word] = int(right)
                if left != "0":
                    vocabulary.named[word] = int(left)
            else:
                vocabulary.keys[left] = int(right)
        return vocabulary
