"""Writing an index: a whole generation aside, then shown at once by one atomic rename; or changed documents into it."""

from __future__ import annotations

import pickle  # nosec B403  # our own spool only
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import tantivy

from parvis.core.documents import Document
from parvis.search import generations
from parvis.search.analysis import count, indexed
from parvis.search.schema import LANGUAGES, VERSION, ended, schema
from parvis.search.words.vocabulary import Vocabulary

Progress = Callable[[int], None]
HEAP = 96_000_000


def write_generation(
    documents: Iterable[Document], folder: Path, meta: Mapping[str, Any], progress: Progress = lambda _: None
) -> int:
    """Write all ``documents`` into the empty ``folder`` and return how many there are.

    They are read once and spooled to a file of ``folder``: compounds can be taken apart only when all words are known.
    """
    vocabularies = {language: Vocabulary(language) for language in LANGUAGES}
    with tempfile.TemporaryFile(dir=folder) as spool:
        total = 0
        for document in documents:
            count(document, vocabularies)
            pickle.dump(document, spool)
            total += 1
            if total % 200 == 0:
                progress(total)
        spool.seek(0)
        words = folder / "words"
        words.mkdir()
        index = tantivy.Index(schema(), path=str(words))
        writer = index.writer(HEAP, 1)
        for document in _spooled(spool, total):
            writer.add_document(indexed(document, vocabularies))
        writer.commit()
        writer.wait_merging_threads()
    for vocabulary in vocabularies.values():
        if vocabulary.things:
            vocabulary.write(folder)
    generations.write_meta(folder, {**meta, "schema": VERSION, "documents": total, "commits": 0})
    progress(total)
    return total


def _spooled(spool: IO[bytes], total: int) -> Iterator[Document]:
    for _ in range(total):
        document: Document = pickle.load(spool)  # nosec B301  # noqa: S301  our own unnamed file of a moment ago
        yield document


def change_generation(documents: Sequence[Document], folder: Path) -> None:
    """Write changed ``documents`` over their earlier selves in the generation in ``folder``, in one commit.

    The vocabularies take up the new words; words that went are forgotten at the next whole build. What is past its
    ``until`` goes for good.
    """
    vocabularies = {language: Vocabulary.read(folder, language) for language in LANGUAGES}
    index = tantivy.Index.open(str(folder / "words"))
    writer = index.writer(HEAP, 1)
    for document in documents:
        count(document, vocabularies)
        writer.delete_documents_by_term("key", f"{document.kind}:{document.id}")
    for document in documents:
        writer.add_document(indexed(document, vocabularies))
    writer.delete_documents_by_query(ended(time.time()))
    writer.commit()
    writer.wait_merging_threads()
    for vocabulary in vocabularies.values():
        if vocabulary.things:
            vocabulary.write(folder)
