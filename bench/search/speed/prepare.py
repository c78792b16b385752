"""What a speed run needs, made once and kept in var/bench/search: Parvis's index, the peers' rows, the questions."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench.common.places import REPOSITORY, data_folder, kept
from bench.common.report import say
from bench.search.speed.offers import WORKLOADS, Question, offers, questions
from bench.search.speed.tokens import Asked, analysed, asked, token

from parvis.search.engines.embedded import Embedded
from parvis.search.pipeline import Pipeline
from parvis.search.schema import LANGUAGES
from parvis.search.words.fold import fold, split
from parvis.search.words.stems import keys
from parvis.search.words.vocabulary import Vocabulary
from parvis.search.writer import write_generation

QUESTIONS = 1500
#: What the index is made of: when one of these changes, it is made anew.
MADE_OF = ("src/parvis/search", "bench/search/speed/offers.py", "bench/search/speed/tokens.py")


@dataclass(frozen=True)
class Row:
    """An offer as the peers take it."""

    number: int
    sector: str
    country: str
    latitude: float
    longitude: float
    text: str


@dataclass(frozen=True)
class Prepared:
    """A question with what the peers are asked: all tokens of each word, and the token of the word as typed."""

    question: Question
    asked: Asked
    typed: str


class NoMeaning:
    """Stands in for the sentence vectors: offers have none, a million are found by words."""

    keys: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return False


def fingerprint(count: int) -> str:
    """Return a digest of the code and the data that make the index of ``count`` offers."""
    digest = hashlib.sha256(f"{count} {data_folder() is not None}".encode())
    for place in MADE_OF:
        path = REPOSITORY / place
        files = (
            [path]
            if path.is_file()
            else sorted((*path.glob("*.py"), *path.glob("words/*.py"), *path.glob("lexicon/*")))
        )
        for file in files:
            if file.name in {"analysis.py", "schema.py", "writer.py", "offers.py", "tokens.py"} or file.parent != path:
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def prepare(count: int) -> Path:
    """Make Parvis's index and the peers' rows of ``count`` offers where they are not there yet; return their folder."""
    folder = kept("search") / f"{count}-{fingerprint(count)}"
    if (folder / "made.json").exists():
        return folder
    for old in kept("search").glob(f"{count}-*"):
        shutil.rmtree(old)
    (folder / "index").mkdir(parents=True)
    say(f"writing {count:,} offers into Parvis's index, once …")
    started = time.monotonic()
    write_generation(offers(count), folder / "index", {})
    wrote = time.monotonic() - started
    say(f"… after {wrote:.0f} s; now the same words for the peers …")
    vocabularies = {language: Vocabulary.read(folder / "index", language) for language in LANGUAGES}
    with (folder / "rows.tsv").open("w", encoding="utf-8") as file:
        for offer in offers(count):
            said = analysed(offer, vocabularies)
            file.write(f"{offer.id}\t{offer.sector}\t{offer.country}\t{offer.latitude}\t{offer.longitude}\t{said}\n")
    (folder / "made.json").write_text(json.dumps({"write_seconds": wrote, "index_bytes": size(folder / "index")}))
    return folder


def size(folder: Path) -> int:
    """Return the bytes of all files in ``folder``."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def rows(folder: Path) -> Iterator[Row]:
    """Yield the peers' rows."""
    with (folder / "rows.tsv").open(encoding="utf-8") as file:
        for line in file:
            number, sector, country, latitude, longitude, text = line.rstrip("\n").split("\t")
            yield Row(int(number), sector, country, float(latitude), float(longitude), text)


def prepared(folder: Path) -> dict[str, list[Prepared]]:
    """Return the questions of every workload, read by Parvis for all; a slip that made another word is left out."""
    pipeline = Pipeline(Embedded(folder / "index"), NoMeaning())  # type: ignore[arg-type]
    found: dict[str, list[Prepared]] = {}
    for workload in WORKLOADS:
        wanted = (question for question in questions(workload, 2 * QUESTIONS) if _is_fit(workload, question, pipeline))
        found[workload] = [_prepared(workload, question, pipeline) for question in islice(wanted, QUESTIONS)]
    return found


def _is_fit(workload: str, question: Question, pipeline: Pipeline) -> bool:
    return workload != "typo" or fold(question.text) not in pipeline.engine.vocabulary(question.language)


def _prepared(workload: str, question: Question, pipeline: Pipeline) -> Prepared:
    word = split(question.text, question.language)[-1]
    typed = fold(word) if workload == "prefix" else keys(word, question.language)[0]
    return Prepared(
        question, asked(pipeline.readings(question.text, question.language)), token(typed, question.language)
    )
