"""How near in meaning a question is to what people say of each need: the third signal, after runs of words and shared words.

The sentences of search/needs are encoded once, what each adds to each need is learnt from them once; both are kept beside the
index, named by a digest of what they were made of.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.linalg import solve

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.search import generations, meaning
from parvis.search.domain.needs.letters import Letters
from parvis.search.meaning import Vectors
from parvis.search.words.needs import NEEDS, NOTHING, Sentence, book

#: Of the regression over the sentences: how narrow a sentence's neighbourhood is, and how much the whole is evened out.
NARROW, EVENED = 1.5, 0.1
#: Languages that the encoder has not learnt, and how much the letters of their words count beside it.
UNLEARNT, LETTERS = ("ca", "uk"), 1.5
_making = threading.Lock()


@dataclass(frozen=True)
class _Learnt:
    """What each sentence adds to each kind, shape (sentences, kinds); in a language the encoder has not learnt, what each place
    of its letters adds, shape (PLACES, kinds)."""

    sentences: Vectors
    letters: Mapping[str, tuple[Letters, Vectors]]


@lru_cache(maxsize=1)
def sentences() -> tuple[Sentence, ...]:
    """Return the sentences of every language."""
    return tuple(
        sentence
        for language in INTERFACE_LANGUAGES
        for sentence in (*book(language).sentences, *book(language).nothing)
    )


def _kept(sort: str, made_of: object, make: Callable[[], Vectors]) -> Vectors:
    """Return what ``make`` returns, made once and kept in a file until what it is ``made_of`` changes."""
    name = hashlib.blake2b(repr(made_of).encode(), digest_size=8).hexdigest()
    path = generations.root() / f"{sort}-{name}.npy"
    if path.is_file():
        kept: Vectors = np.load(path)
        return kept
    made = make()
    for old in path.parent.glob(f"{sort}-*.npy"):
        old.unlink(missing_ok=True)
    new = path.with_suffix(f".{threading.get_ident()}.npy")
    np.save(new, made)
    new.replace(path)
    return made


@lru_cache(maxsize=1)
def _vectors() -> Vectors:
    """Return the vectors of ``sentences``, shape (sentences, 512)."""
    texts = [sentence.text for sentence in sentences()]
    return _kept("needs", texts, lambda: meaning.encode(texts))


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


def _letters() -> Iterator[tuple[str, Letters, np.ndarray[tuple[int], np.dtype[np.intp]], Vectors]]:
    """Yield each language that the encoder has not learnt, its letters, the rows of its sentences and their vectors by letters."""
    for language in UNLEARNT:
        rows = np.array([row for row, sentence in enumerate(sentences()) if sentence.language == language])
        texts = [sentences()[row].text for row in rows]
        letters = Letters(texts, language)
        yield language, letters, rows, np.stack([letters.of(text) for text in texts])


@lru_cache(maxsize=1)
def _learnt() -> _Learnt:
    said = [(one.need, one.language, one.text) for one in sentences()]
    told = _kept("learnt-needs", (said, NARROW, EVENED, UNLEARNT, LETTERS), _solved)
    by_letters = {
        language: (letters, (LETTERS * (vectors.T @ told[rows])).astype(np.float32))
        for language, letters, rows, vectors in _letters()
    }
    return _Learnt(told, by_letters)


def _solved() -> Vectors:
    """Return what each sentence adds to each kind: a kernel ridge regression of 1 for its own need and −1 for every other, so
    that many sentences near together say more than one that happens to be nearest."""
    told = -np.ones((len(sentences()), len(_rows())), np.float32)
    for kind, (_, rows) in enumerate(_rows()):
        told[rows, kind] = 1.0
    near = _nearness(_vectors() @ _vectors().T)
    for _, _, rows, vectors in _letters():
        near[np.ix_(rows, rows)] += LETTERS * vectors @ vectors.T
    near[np.diag_indices_from(near)] += EVENED
    weights: Vectors = solve(near, told, assume_a="pos", overwrite_a=True).astype(np.float32)
    return weights


def _nearness(cosines: npt.NDArray[Any]) -> npt.NDArray[Any]:
    near: npt.NDArray[Any] = np.exp(-2 * NARROW * (1 - cosines))
    return near


def by_meaning(text: str, language: str) -> dict[str, tuple[float, Sentence]]:
    """Return for each need, and for what is none, how near ``text``, written in ``language``, is to what people say of it
    (about 1: as near as can be, −1: not at all), and the sentence of it that is nearest; empty where there is no encoder."""
    if not meaning.is_wanted():
        return {}
    warm_up()
    cosines = _vectors() @ meaning.encode_question(text)
    told = _nearness(cosines) @ _learnt().sentences
    if language in _learnt().letters:
        letters, weights = _learnt().letters[language]
        told = told + letters.of(text) @ weights
    return {
        need: (float(much), sentences()[rows[int(cosines[rows].argmax())]])
        for (need, rows), much in zip(_rows(), told, strict=True)
    }
