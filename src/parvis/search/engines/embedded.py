"""The embedded engine: tantivy in this process, read through memory maps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tantivy
from tantivy import Occur, Query

from parvis.core.documents import Document
from parvis.search.analysis import document_from
from parvis.search.engine import EngineGone, Filters, Found, Gathered, Hit, Place
from parvis.search.engines.gathering import drawn, numbers_of, reached
from parvis.search.engines.within import AT_ONCE, Scored, Within
from parvis.search.schema import CONCEPTS, EXACT, WORDS, facet_field, schema
from parvis.search.words.lexicon import MARK
from parvis.search.words.reading import Reading, Word
from parvis.search.words.vocabulary import Vocabulary

#: How much it counts when the whole question is a name; the ranking decides later, this only draws candidates.
EXACT_WEIGHT = 40.0
MOST_COUNTED = 200


class Embedded:
    """A generation of the index, opened for reading."""

    def __init__(self, folder: Path) -> None:
        """Open the generation in ``folder``; raise EngineGone when it cannot be read."""
        self.folder = folder
        try:
            self.meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
            self._index = tantivy.Index.open(str(folder / "words"))
            self._searcher = self._index.searcher()
        except (OSError, ValueError, KeyError) as error:
            raise EngineGone(str(folder.name)) from error
        self._schema = schema()
        self._within = Within(self._searcher)
        self._vocabularies: dict[str, Vocabulary] = {}

    @property
    def generation(self) -> str:
        """The generation's name and how often it was committed."""
        return f"{self.folder.name}.{self.meta.get('commits', 0)}"

    def check(self) -> None:
        """Raise EngineGone when the generation's files are gone, ValueError when the engine finds them broken."""
        if not (self.folder / "meta.json").is_file() or not (self.folder / "words" / "meta.json").is_file():
            raise EngineGone(self.folder.name)
        tantivy.Index.open(str(self.folder / "words")).searcher()

    def vocabulary(self, language: str) -> Vocabulary:
        """Return the words the index holds in ``language``, read once."""
        if language not in self._vocabularies:
            self._vocabularies[language] = Vocabulary.read(self.folder, language)
        return self._vocabularies[language]

    def find(self, readings: Sequence[Reading], filters: Filters, limit: int) -> Found:
        """Return candidates that meet every word; when these are fewer than ``limit``, those that meet some."""
        hits, total = self._drawn(self._asked(readings, filters, is_scored=True), filters, limit)
        is_strict = total > 0
        if total < limit and any(len(reading.words) > 1 for reading in readings):  # of one word, all is some
            hits, some = self._drawn(self._asked(readings, filters, most=False, is_scored=True), filters, limit)
            total = total or some
        found = [Hit(float(score), (place.segment_ord, place.doc)) for score, place in hits[:limit]]
        return Found(found, total, is_strict)

    def gather(self, readings: Sequence[Reading], filters: Filters, most: int, start: int) -> Gathered:
        """Return everything that meets every word within ``filters``; outside a radius ``most`` of it, drawn from ``start`` on."""
        query = self._asked(readings, filters)
        if filters.near is not None:
            return reached(self._searcher, query, filters.near)
        return drawn(self._searcher, query, most, start)

    def numbers(self, readings: Sequence[Reading], filters: Filters) -> npt.NDArray[np.uint64]:
        """Return the numbers that name what meets every word within ``filters``; with a radius, of the whole box around it."""
        return numbers_of(self._searcher, self._asked(readings, filters))

    def _drawn(self, query: Query, filters: Filters, limit: int) -> tuple[list[Scored], int]:
        """Return the best of what meets ``query``, and how many things do."""
        if filters.near is not None:
            near, _ = self._within.split(query, filters.near, max(limit, AT_ONCE))
            return near, len(near)
        result: Any = self._searcher.search(query, limit=max(limit, 1))
        return result.hits, int(result.count or 0)

    def _asked(
        self, readings: Sequence[Reading], filters: Filters, *, most: bool = True, is_scored: bool = False
    ) -> Query:
        """Return the query for a question read in one or more languages, within ``filters``."""
        met = _any_language([self._meeting(reading, most=most, is_scored=is_scored) for reading in readings])
        return self._within.narrowed(met, filters)

    def fetch(self, keys: Iterable[str]) -> dict[str, Place]:
        """Return the places of these keys."""
        wanted = list(keys)
        if not wanted:
            return {}
        query = Query.term_set_query(self._schema, "key", wanted)
        found = self._searcher.search(query, limit=len(wanted), count=False)
        keyed = ((self._searcher.doc(place).get_first("key"), place) for _, place in found.hits)
        return {str(key): (place.segment_ord, place.doc) for key, place in keyed}

    def document(self, place: Place) -> Document:
        """Return the document at ``place``."""
        kept: Any = self._searcher.doc(tantivy.DocAddress(*place)).get_first("shown")
        return document_from(bytes(kept))

    def documents(self, kinds: Iterable[str]) -> Iterator[Document]:
        """Yield everything of these kinds, a thousand at a time."""
        for kind in kinds:
            query = Query.term_query(self._schema, "kind", kind, "basic")
            offset, page = 0, 1000
            while hits := self._searcher.search(query, limit=page, offset=offset, count=False).hits:
                yield from (self.document((place.segment_ord, place.doc)) for _, place in hits)
                offset += page

    def count(self, readings: Sequence[Reading], filters: Filters, facet: str) -> dict[str, int]:
        """Return the counts of one facet over the things that meet every word (or, when none does, some)."""
        others = filters.without(facet)
        wanted = {"values": {"terms": {"field": facet_field(facet), "size": MOST_COUNTED}}}
        for most in (True, False) if readings else (True,):
            query = self._within.exactly(self._asked(readings, others, most=most), others.near)
            counted = self._searcher.aggregate(query, wanted)
            buckets = counted["values"]["buckets"]
            if buckets:
                return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}
        return {}

    def count_each(
        self, readings: Sequence[Reading], filters: Filters, facets: Sequence[str]
    ) -> dict[str, dict[str, int]]:
        """Return the counts of each of ``facets`` over the things that meet every word; those alike in one go."""
        counted: dict[str, dict[str, int]] = {}
        alike = [facet for facet in facets if filters.without(facet) == filters]
        for group in (alike, *([facet] for facet in facets if facet not in alike)):
            if not group:
                continue
            others = filters.without(group[0])
            query = self._within.exactly(self._asked(readings, others), others.near)
            wanted = {name: {"terms": {"field": facet_field(name), "size": MOST_COUNTED}} for name in group}
            found = self._searcher.aggregate(query, wanted)
            for name in group:
                counted[name] = {str(one["key"]): int(one["doc_count"]) for one in found[name]["buckets"]}
        return counted

    def _meeting(self, reading: Reading, *, most: bool, is_scored: bool) -> Query:
        """Return the query for one reading; with ``most`` every word that says something must be met.

        What is only counted is asked without what only changes its score.
        """
        if not reading.words:
            return Query.empty_query()
        heavy = max(word.weight for word in reading.words) * 0.3
        clauses = [
            (Occur.Must if most and word.weight >= heavy else Occur.Should, self._word(word, reading.language))
            for word in reading.words
            if is_scored or not most or word.weight >= heavy
        ]
        words = clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)
        if not is_scored:
            return words
        exact = Query.term_query(self._schema, f"{EXACT}_{reading.language}", reading.exact, "basic")
        return Query.boolean_query([(Occur.Must, words), (Occur.Should, Query.const_score_query(exact, EXACT_WEIGHT))])

    def _word(self, word: Word, language: str) -> Query:
        """Return the query for one word: its best key counts."""
        meets = []
        for key, weight in word.keys.items():
            field = CONCEPTS if key.startswith(MARK) else f"{WORDS}_{language}"
            term = Query.term_query(self._schema, field, key, "freq")
            meets.append(Query.boost_query(term, weight * word.weight))
        return meets[0] if len(meets) == 1 else Query.disjunction_max_query(meets, 0.1)


def _any_language(queries: list[Query]) -> Query:
    """Return the query met by meeting any of ``queries``, at the best score; by everything when there are none."""
    if not queries:
        return Query.all_query()
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)
