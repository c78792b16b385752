"""Which letters stand together in the words of a text: how like two texts of one language are, where the sentence encoder has
not learnt that language."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

import numpy as np

from parvis.search.meaning import Vectors
from parvis.search.words.fold import fold_typed, split

#: Letters of a run, the edges of a word counted; places that runs share out among themselves.
LENGTHS, PLACES = (3, 4, 5), 4096


class Letters:
    """The runs of letters in some texts of a language, rare ones weighing more."""

    def __init__(self, texts: Sequence[str], language: str) -> None:
        """Learn from ``texts`` which runs are rare."""
        self._language = language
        seen = sum((self._counted(text) > 0 for text in texts), np.zeros(PLACES, np.int32))
        self._rarity: Vectors = np.maximum(np.log(len(texts) / (1 + seen)), 0).astype(np.float32)

    def of(self, text: str) -> Vectors:
        """Return the vector of ``text``, shape (PLACES,), of unit length; zeros where it holds no run."""
        return self._weighed(self._counted(text))

    def _counted(self, text: str) -> Vectors:
        counted = np.zeros(PLACES, np.float32)
        for run in set(self._runs(text)):
            counted[zlib.crc32(run.encode()) % PLACES] += 1
        return counted

    def _runs(self, text: str) -> Iterator[str]:
        for word in split(text, self._language):
            whole = f"_{fold_typed(word)}_"
            for length in LENGTHS:
                for place in range(max(len(whole) - length + 1, 1)):
                    yield whole[place : place + length]

    def _weighed(self, counted: Vectors) -> Vectors:
        weighed = np.sqrt(counted) * self._rarity
        long = np.linalg.norm(weighed, axis=-1, keepdims=True)
        unit: Vectors = weighed / np.maximum(long, 1e-9)
        return unit
