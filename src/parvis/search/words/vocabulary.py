"""The vocabulary of an index: which words each language holds and in how many things; the ground of every repair."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path


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

    def starting(self, prefix: str, limit: int = 8) -> list[str]:
        """Return the most common words of names that start with ``prefix``, at most ``limit``."""
        first = bisect_left(self.sorted, prefix)
        last = bisect_left(self.sorted, prefix + "\uffff")
        found = self.sorted[first:last]
        return sorted(found, key=lambda word: (-self.named[word], len(word), word))[:limit]

    @cached_property
    def by_length(self) -> dict[int, list[str]]:
        """Return the words worth correcting to, by length: those of names, and others that are said thrice."""
        lengths: dict[int, list[str]] = {}
        for word, count in self.said.items():
            if len(word) >= 3 and (word in self.named or count >= 3) and not word.isdecimal():
                lengths.setdefault(len(word), []).append(word)
        return lengths

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
