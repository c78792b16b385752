"""Files of strangers as a stream of UTF-8, whatever they say they are written in; bounded, and refused with a sentence.

What a file is written in is found in this order: its byte order mark; UTF-8 where all of it is valid UTF-8 (whatever it
declares: no other text is so by chance); what it declares, where that can read it; else Windows-1252, and the report says so.
"""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from parvis.core.domain.tables import RATIO, RATIO_FROM, refuse

CHUNK = 1 << 20
LARGEST = 4 << 30  # bytes of one file, unpacked
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']|<meta[^>]*charset\s*=\s*["']?([\w.:-]{1,40})"""
)
_DAMAGE = (zlib.error, EOFError, gzip.BadGzipFile, OSError)
_OTHERWISE = "windows-1252"


def _silent(_steps: int) -> None:
    pass


@dataclass
class TextFile:
    """One file of a feed; ``text()`` streams it. ``notes`` gathers what the report should say of it."""

    path: Path
    advance: Callable[[int], None] = _silent
    notes: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the file's name, without its folder."""
        return self.path.name

    @property
    def kind(self) -> str:
        """Return the ending that says what it is, in small letters: «.xml», also of «feed.xml.gz»."""
        suffixes = [suffix.lower() for suffix in self.path.suffixes]
        if suffixes[-1:] == [".gz"]:
            suffixes.pop()
        return suffixes[-1] if suffixes else ""

    def text(self) -> Iterator[str]:
        """Yield the file's text in pieces of at most ``CHUNK`` bytes."""
        encoding = self._encoding()
        decoder = codecs.getincrementaldecoder(encoding)("replace" if encoding == _OTHERWISE else "strict")
        try:
            for piece in self._bytes(self.advance):
                yield decoder.decode(piece)
            yield decoder.decode(b"", final=True)
        except UnicodeError:
            refuse(f"«{self.name}» is not written in {encoding} throughout, or was cut short; save it as UTF-8.")

    def _bytes(self, advance: Callable[[int], None] = _silent) -> Iterator[bytes]:
        if not self.path.is_file():
            refuse(f"There is no file «{self.name}» at the place you named.")
        packed, read = self.path.stat().st_size, 0
        is_packed = self.path.suffix.lower() == ".gz"
        most = min(LARGEST, max(packed * RATIO, RATIO_FROM)) if is_packed else LARGEST
        try:
            with cast("IO[bytes]", gzip.open(self.path) if is_packed else self.path.open("rb")) as file:
                while piece := file.read(CHUNK):
                    read += len(piece)
                    if read > most:
                        refuse(f"«{self.name}» unpacks to more than {most >> 20:,} MB; it was not read further.")
                    advance(len(piece))
                    yield piece
        except _DAMAGE:
            refuse(f"«{self.name}» is damaged or was cut short.")

    def _encoding(self) -> str:
        pieces = self._bytes()
        head = next(pieces, b"")
        if not head.strip():
            refuse(f"«{self.name}» is empty.")
        if marked := next((name for mark, name in _MARKS if head.startswith(mark)), None):
            return marked
        if head[:2] == b"<\0" or head[:2] in {b"[\0", b"{\0"}:
            return "utf-16-le"
        if head[:2] in {b"\0<", b"\0[", b"\0{"}:
            return "utf-16-be"
        found = _DECLARED.search(head[:2048])
        declared = _known((found[1] or found[2]).decode("ascii") if found else "")
        if self._reads("utf-8"):
            return "utf-8"
        if declared not in {"", "utf-8"} and self._reads(declared):
            return declared
        said = f"says it is written in {declared}" if declared else "does not say what it is written in"
        self.notes.append(f"«{self.name}» {said} and is not UTF-8: it was read as Windows-1252.")
        return _OTHERWISE

    def _reads(self, encoding: str) -> bool:
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        try:
            for piece in self._bytes():
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            # A file cut within its last letter is cut, not written in another way.
            return error.reason == "unexpected end of data"
        except UnicodeError:
            return False
        return True


def _known(named: str) -> str:
    """Return the usual name of a character set, empty when Python has none of that name for texts."""
    try:
        found = codecs.lookup(named)
    except (LookupError, ValueError):
        return ""
    return found.name if found._is_text_encoding else ""  # noqa: SLF001  the only door to it
