"""What the importers of offers share: the command line, the sender, the acknowledgement, and how texts become values."""

from __future__ import annotations

from abc import ABC, abstractmethod
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from parvis.core.domain.reports import Ack, stage
from parvis.network.domain import gazetteer
from parvis.offers.domain.acks import acknowledgement
from parvis.offers.domain.records import OfferRecord, Reading, Unfit
from parvis.offers.domain.sending import feed_of
from parvis.offers.domain.taking import Taking
from parvis.offers.importers._aside import LARGE, read_aside
from parvis.offers.importers._files import TextFile

#: What reading a record raises that is not shaped as its format is.
_MISSHAPEN = (TypeError, AttributeError, KeyError, IndexError, ValueError, OverflowError, ArithmeticError)


@dataclass(frozen=True)
class Raw:
    """One record as its format gives it: where it stands, and its value."""

    number: int
    line: int
    value: Any


class FeedImporter(ABC):
    """An importer of offers. A format says how a file is parted into records and what one of them tells."""

    help: str
    key: str  # of the feed, where the command line names none
    name: str  # of the sender, as a page shows it
    country = ""
    language = ""

    @abstractmethod
    def records(self, file: TextFile) -> Iterator[Raw]:
        """Yield the records of ``file``; raise Refusal where the file cannot be trusted."""

    @abstractmethod
    def read(self, raw: Any) -> OfferRecord:
        """Return what one record tells; raise Unfit where it cannot be taken."""

    @abstractmethod
    def reference(self, raw: Any) -> str:
        """Return the sender's name for a record, empty when it has none."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the files and what is said of their sender."""
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="FILE", help="one delivery: a file, or several that belong together"
        )
        parser.add_argument("--feed", default=self.key, metavar="KEY", help=f"the sender's key, «{self.key}» without")
        parser.add_argument("--name", default="", help="the sender's name as pages show it")
        parser.add_argument("--licence", default="", help="the licence its offers come under")
        parser.add_argument("--country", default="", metavar="CC", help="country of offers that name none, ISO 3166-1")
        parser.add_argument("--language", default="", metavar="LANG", help="language of offers that name none, BCP 47")
        parser.add_argument(
            "--partial",
            action="store_true",
            help="this is not the whole feed: withdraw nothing that is missing from it",
        )
        parser.add_argument(
            "--ack", type=Path, metavar="FILE", help="write what became of each record (.jsonl or .csv)"
        )

    def run(self, ack: Ack, options: dict[str, Any]) -> None:
        """Take in the files and acknowledge every record."""
        gazetteer.prepare()
        paths: list[Path] = options["paths"]
        ack.version, ack.files = options["feed"][:32], [path.name for path in paths]
        said = {name: options[name] for name in ("name", "licence", "country", "language")}
        feed = feed_of(options["feed"], ack.importer, said, self._defaults())
        with acknowledgement(options["ack"]) as (told, part):
            taking = Taking(feed, ack, told, timezone.now())
            size = sum(path.stat().st_size for path in paths if path.is_file())
            with stage(ack, f"offers of {feed.key}", size) as advance:
                notes = list[str]()
                taking.take_in(self._read(paths, size, advance, notes), is_partial=options["partial"])
            ack.notes += notes + taking.notes()
        if part is not None:
            self._put(part, options["ack"], is_dry=bool(options.get("dry_run")))

    def _read(
        self, paths: list[Path], size: int, advance: Callable[[int], None], notes: list[str]
    ) -> Iterator[Reading]:
        """Yield what is read of ``paths``: here, or where they are large by a process beside this one."""
        if size >= LARGE:
            yield from read_aside(type(self).__module__, paths, advance, notes)
            return
        files = [TextFile(path, advance) for path in paths]
        yield from (reading for file in files for reading in self.readings(file))
        notes += [note for file in files for note in file.notes]

    def _defaults(self) -> dict[str, str]:
        return {"name": self.name, "country": self.country, "language": self.language}

    @staticmethod
    def _put(part: Path, path: Path, *, is_dry: bool) -> None:
        """Give the acknowledgement its name: once what it says has landed, or at once where nothing will."""
        if is_dry:
            part.replace(path)
        else:
            transaction.on_commit(partial(part.replace, path))

    def readings(self, file: TextFile) -> Iterator[Reading]:
        """Yield what each record of ``file`` tells, or why it is not taken."""
        for raw in self.records(file):
            try:
                record = checked(self.read(raw.value))
            except Unfit as unfit:
                yield self._refused(file, raw, str(unfit))
            except _MISSHAPEN as error:
                yield self._refused(file, raw, f"it is not shaped as this format is ({type(error).__name__})")
            else:
                yield Reading.of(record, file.name, raw.number, raw.line)

    def _refused(self, file: TextFile, raw: Raw, reason: str) -> Reading:
        try:
            reference = self.reference(raw.value)[:120]
        except (Unfit, *_MISSHAPEN):
            reference = ""
        return Reading(file.name, raw.number, raw.line, reference, reason=reason)


def checked(record: OfferRecord) -> OfferRecord:
    """Return ``record`` with its numbers within what a column holds; raise Unfit without a reference or title."""
    if not record.reference:
        raise Unfit("it has no reference of its sender's")
    if len(record.reference) > 120:
        raise Unfit("its reference is longer than 120 characters")
    if not record.title:
        raise Unfit("it has no title")
    if record.months_min and record.months_max and record.months_min > record.months_max:
        record.months_min, record.months_max = record.months_max, record.months_min
    if record.pay_min and record.pay_max and record.pay_min > record.pay_max:
        record.pay_min, record.pay_max = record.pay_max, record.pay_min
    if record.pay_min or record.pay_max:
        record.criteria.setdefault("pay_or_compensation", True)
    return record
