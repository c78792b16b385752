"""How near in meaning a question is to what people say of each need: the third signal, after runs of words and shared words.

The sentences of search/needs are encoded once and kept beside the index, named by a digest of their text; what each adds to each
need is learnt from them when a process begins (a quarter of a second).
"""

from __future__ import annotations

import hashlib
import threading
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.search import generations, meaning
from parvis.search.meaning import Vectors
from parvis.search.words.needs import NEEDS, NOTHING, Sentence, book

#: Of the regression over the sentences: how narrow a sentence's neighbourhood is, and how much the whole is evened out.
NARROW, EVENED = 1.5, 0.1
_making = threading.Lock()


@lru_cache(maxsize=1)
def sentences() -> tuple[Sentence, ...]:
    """Return the sentences of every language."""
    return tuple(
        sentence
        for language in INTERFACE_LANGUAGES
        for sentence in (*book(language).sentences, *book(language).nothing)
    )


@lru_cache(maxsize=1)
def _vectors() -> Vectors:
    """Return the vectors of ``sentences``, made once and kept in a file; shape (sentences, 512)."""
    texts = [sentence.text for sentence in sentences()]
    name = hashlib.blake2b("\n".join(texts).encode(), digest_size=8).hexdigest()
    path = generations.root() / f"needs-{name}.npy"
    if path.is_file():
        kept: Vectors = np.load(path)
        return kept
    made = meaning.encode(texts)
    for old in path.parent.glob("needs-*.npy"):
        old.unlink(missing_ok=True)
    new = path.with_suffix(f".{threading.get_ident()}.npy")
    np.save(new, made)
    new.replace(path)
    return made


def warm_up() -> None:
    """Make what is learnt from the sentences ready, where the house wants the sentence encoder."""
    if meaning.is_wanted():
        with _making:
            _learnt()


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, np.ndarray[tuple[int], np.dtype[np.intp]]], ...]:
    owners = [sentence.need for sentence in sentences()]
    return tuple(
        (need, np.array([row for row, owner in enumerate(owners) if owner == need])) for need in (*NEEDS, NOTHING)
    )


@lru_cache(maxsize=1)
def _learnt() -> Vectors:
    """Return what each sentence adds to each kind, shape (sentences, kinds): a kernel ridge regression of 1 for its own need
    and −1 for every other, so that many sentences near together say more than one that happens to be nearest."""
    told = -np.ones((len(sentences()), len(_rows())))
    for kind, (_, rows) in enumerate(_rows()):
        told[rows, kind] = 1.0
    vectors = _vectors().astype(np.float64)
    near = _nearness(vectors @ vectors.T)
    near[np.diag_indices_from(near)] += EVENED
    weights: Vectors = np.linalg.solve(near, told).astype(np.float32)
    return weights


def _nearness(cosines: npt.NDArray[Any]) -> npt.NDArray[Any]:
    near: npt.NDArray[Any] = np.exp(-2 * NARROW * (1 - cosines))
    return near


def by_meaning(text: str) -> dict[str, tuple[float, Sentence]]:
    """Return for each need, and for what is none, how near ``text`` is to what people say of it (about 1: as near as can be,
    −1: not at all), and the sentence of it that is nearest; empty where there is no encoder."""
    if not meaning.is_wanted():
        return {}
    warm_up()
    cosines = _vectors() @ meaning.encode_question(text)
    told = _nearness(cosines) @ _learnt()
    return {
        need: (float(much), sentences()[rows[int(cosines[rows].argmax())]])
        for (need, rows), much in zip(_rows(), told, strict=True)
    }
