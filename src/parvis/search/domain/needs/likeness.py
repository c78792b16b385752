"""How near in meaning a question is to what people say of each need: the third signal, after runs of words and shared words.

The sentences of search/needs are encoded once and kept beside the index, named by a digest of their text.
"""

from __future__ import annotations

import hashlib
import threading
from functools import lru_cache

import numpy as np

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.search import generations, meaning
from parvis.search.meaning import Vectors
from parvis.search.words.needs import NEEDS, NOTHING, Sentence, book

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
    """Make the vectors ready, where the house wants the sentence encoder."""
    if meaning.is_wanted():
        with _making:
            _vectors()


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, np.ndarray[tuple[int], np.dtype[np.intp]]], ...]:
    owners = [sentence.need for sentence in sentences()]
    return tuple(
        (need, np.array([row for row, owner in enumerate(owners) if owner == need])) for need in (*NEEDS, NOTHING)
    )


def by_meaning(text: str) -> dict[str, tuple[float, Sentence]]:
    """Return for each need, and for what is none, the cosine of its nearest sentence, and that sentence; empty where there is
    no encoder."""
    if not meaning.is_wanted():
        return {}
    warm_up()
    near = _vectors() @ meaning.encode_question(text)
    best = ((need, rows[int(near[rows].argmax())]) for need, rows in _rows() if len(rows))
    return {need: (float(near[row]), sentences()[row]) for need, row in best}
