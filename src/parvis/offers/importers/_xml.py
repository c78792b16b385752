"""XML feeds read record by record: no document type, no entities of its own, no outside file, bounded depth and length."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from parvis.core.domain.tables import refuse
from parvis.offers.importers._files import TextFile

DEEPEST = 40
LONGEST = 4 << 20  # characters of one record
MARK = 2 << 20  # bytes of one tag; beyond it nobody means well


@dataclass
class XmlRecord:
    """One record: where it stands, and the texts of its elements by path («Contrat/Type_contrat»); the first of each path."""

    number: int
    line: int
    texts: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, path: str) -> str:
        return self.texts.get(path, "")


class _Reader:
    """Hears the parser and keeps one record at a time."""

    def __init__(self, file: TextFile, names: Collection[str]) -> None:
        self.file, self.names = file, names
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.ready: deque[XmlRecord] = deque()
        self._record: XmlRecord | None = None
        self._path: list[str] = []
        self._pieces: list[str] = []
        self._depth = self._number = self._length = 0

    def _doctype(self, *_args: object) -> NoReturn:
        refuse(
            f"«{self.file.name}» declares a document type (DOCTYPE): entities and outside files could hide in it. "
            "Nothing was read; send the feed without it."
        )

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            refuse(f"«{self.file.name}» nests more than {DEEPEST} elements (line {self.parser.CurrentLineNumber:,}).")
        local = name.rpartition(":")[2]
        if self._record is None:
            if local in self.names:
                self._number += 1
                self._record = XmlRecord(self._number, self.parser.CurrentLineNumber)
                self._length = 0
            return
        self._path.append(local)
        self._pieces = []

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._record is None:
            return
        if not self._path:
            self.ready.append(self._record)
            self._record = None
            return
        text = "".join(self._pieces).strip()
        if text:
            self._record.texts.setdefault("/".join(self._path), text)
        self._path.pop()
        self._pieces = []

    def _text(self, text: str) -> None:
        if self._record is None:
            return
        self._length += len(text)
        if self._length > LONGEST:
            refuse(f"«{self.file.name}» has a record of more than {LONGEST:,} characters (line {self._record.line:,}).")
        self._pieces.append(text)


def xml_records(file: TextFile, names: Collection[str]) -> Iterator[XmlRecord]:
    """Yield the elements called one of ``names`` (without prefix); raise Refusal for a file that is cut, wrong or hostile."""
    reader, fed = _Reader(file, names), 0
    try:
        for piece in file.text():
            data = piece.encode("utf-8")
            fed += len(data)
            reader.parser.Parse(data)
            if fed - max(reader.parser.CurrentByteIndex, 0) > MARK:
                refuse(f"«{file.name}» has a tag without an end near line {reader.parser.CurrentLineNumber:,}.")
            while reader.ready:
                yield reader.ready.popleft()
        reader.parser.Parse(b"", True)  # noqa: FBT003  expat's own signature
    except expat.ExpatError as error:
        refuse(
            f"«{file.name}» is not whole XML near line {error.lineno:,}: it breaks off or is wrongly written "
            f"({expat.errors.messages.get(error.code, 'unknown fault')})."
        )
    yield from reader.ready
