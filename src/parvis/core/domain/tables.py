"""Reading files that strangers made: zips, folders, single tables; streamed, bounded, and refused with a sentence.

Nothing is unpacked to disk. A file that cannot be trusted (damaged, too large, wrongly written) raises Refusal.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NoReturn, cast

from parvis.core.refusal import Refusal

MEMBERS = 2_000  # files in one archive
UNPACKED = 1 << 30  # bytes of one archive or table when unpacked: all of ESCO in all its languages is a third of it
RATIO = 120  # unpacked to packed, asked of files beyond RATIO_FROM bytes: CSV rarely passes 20
RATIO_FROM = 1 << 24
CELL = 1 << 20  # characters in one cell
LINE = 4 << 20  # characters in one line
_BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile, NotImplementedError)


def refuse(sentence: str) -> NoReturn:
    """Refuse with ``sentence``."""
    raise Refusal(sentence)


@dataclass(frozen=True)
class Piece:
    """One table among the files given: ``name`` without folders, ``place`` as people are told, ``size`` in bytes unpacked."""

    name: str
    place: str
    size: int
    open: Callable[[], BinaryIO]


def pieces_of(paths: Sequence[str]) -> list[Piece]:
    """Return every table in ``paths``: zips, folders (with all below), .csv and .csv.gz files; in order of names."""
    found: list[Piece] = []
    for path in map(Path, paths):
        if not path.exists():
            refuse(f"There is no file or folder «{path.name}» at the place you named.")
        if path.is_dir():
            inside = [one for one in sorted(path.rglob("*")) if one.is_file() and _kind(one.name)]
            if not inside:
                refuse(f"The folder «{path.name}» holds no .zip, .csv or .csv.gz file.")
            for one in inside:
                found += _pieces_of_file(one)
        elif not _kind(path.name):
            refuse(f"«{path.name}» is not a .zip, .csv or .csv.gz file.")
        else:
            found += _pieces_of_file(path)
    return found


def _kind(name: str) -> str:
    lower = name.lower()
    return next(
        (kind for kind in (".zip", ".csv.gz", ".csv") if lower.endswith(kind) and not lower.startswith("._")), ""
    )


def _pieces_of_file(path: Path) -> list[Piece]:
    kind = _kind(path.name)
    place = f"{path.parent.name}/{path.name}"
    if kind == ".zip":
        return _pieces_of_zip(path)
    size = path.stat().st_size
    if kind == ".csv":
        _bound(path.name, size, size)
        return [Piece(path.name, place, size, lambda: path.open("rb"))]
    limit = min(UNPACKED, max(size * RATIO, RATIO_FROM))
    return [Piece(path.name, place, limit, lambda: cast("BinaryIO", gzip.open(path, "rb")))]


def check_zip(path: Path) -> zipfile.ZipFile:
    """Open an archive after reading its central directory only.

    Names that climb out, bombs, locked and damaged archives are refused before a byte is unpacked.
    """
    return check_archive(path, path.name, path.stat().st_size)


def check_archive(source: Path | BinaryIO, called: str, size: int) -> zipfile.ZipFile:
    """Open an archive, a file or one in memory of ``size`` bytes, as check_zip does; sentences name it as it is ``called``."""
    try:
        archive = zipfile.ZipFile(source)
    except (*_DAMAGE, OSError):
        refuse(f"«{called}» is not a whole zip file: it is damaged or was cut short.")
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MEMBERS:
        refuse(f"«{called}» holds {len(members):,} files; more than {MEMBERS:,} are not opened.")
    for member in members:
        name = PurePosixPath(member.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in "".join(name.parts[:1]):
            refuse(f"«{called}» names a file outside itself («{member.filename}»); it was not opened.")
        if member.flag_bits & 1:
            refuse(f"«{called}» is locked with a password.")
        _bound(f"{called} › {name.name}", member.file_size, member.compress_size)
    _bound(called, sum(member.file_size for member in members), size)
    return archive


def _pieces_of_zip(path: Path) -> list[Piece]:
    archive = check_zip(path)
    return [
        Piece(
            PurePosixPath(member.filename.replace("\\", "/")).name,
            f"{path.name} › {member.filename}",
            member.file_size,
            _opener(archive, member),
        )
        for member in sorted(archive.infolist(), key=lambda member: member.filename)
        if _kind(PurePosixPath(member.filename).name) == ".csv" and "__MACOSX" not in member.filename
    ]


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: cast("BinaryIO", archive.open(member))


def _bound(name: str, size: int, packed: int) -> None:
    if size > UNPACKED:
        refuse(f"«{name}» would unpack to {size >> 20:,} MB; more than {UNPACKED >> 20:,} MB is not read.")
    if size > RATIO_FROM and size > RATIO * max(packed, 1):
        refuse(f"«{name}» would unpack to {size // max(packed, 1):,} times its size; such a file is not read.")


class _Bounded(io.RawIOBase):
    """A stream that says how much was read, never reads more than was declared, and tells damage in a sentence."""

    def __init__(self, piece: Piece, advance: Callable[[int], None]) -> None:
        super().__init__()
        self._piece, self._advance, self._left = piece, advance, piece.size
        self._source = piece.open()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any writable buffer
        try:
            read = self._source.read(len(buffer))
        except _DAMAGE:
            refuse(f"«{self._piece.place}» is damaged or was cut short.")
        self._left -= len(read)
        if self._left < 0:
            refuse(f"«{self._piece.place}» unpacks to more than it should; it was not read further.")
        buffer[: len(read)] = read
        self._advance(len(read))
        return len(read)

    def close(self) -> None:
        self._source.close()
        super().close()


def _nothing(_steps: int) -> None:
    pass


def _is_utf8(piece: Piece) -> bool:
    """Say whether the whole of ``piece`` reads as UTF-8; only asked where a publisher also writes otherwise."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with _Bounded(piece, _nothing) as raw:
        try:
            while some := raw.read(1 << 18):
                decoder.decode(some)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


@contextmanager
def _text_of(piece: Piece, advance: Callable[[int], None], otherwise: str) -> Iterator[io.TextIOWrapper]:
    try:
        raw = _Bounded(piece, advance)
    except (*_DAMAGE, OSError):
        refuse(f"«{piece.place}» is damaged or cannot be opened.")
    with raw, io.BufferedReader(raw, 1 << 18) as buffered:
        encoding = _BYTE_ORDER_MARKS.get(buffered.peek(2)[:2], "utf-8-sig")
        if otherwise and encoding == "utf-8-sig" and not _is_utf8(piece):
            encoding = otherwise
        with io.TextIOWrapper(buffered, encoding=encoding, newline="") as text:
            yield text


def _lines(piece: Piece, text: io.TextIOWrapper) -> Iterator[str]:
    """Yield the lines of a table; one without an end would fill the memory, and no table holds NUL."""
    while line := text.readline(LINE):
        if len(line) == LINE:
            refuse(f"«{piece.place}» has a line of more than {LINE:,} characters; it was not read further.")
        if "\0" in line:
            refuse(f"«{piece.place}» holds NUL characters: it is not a table of text.")
        yield line


def rows_of(
    piece: Piece,
    wanted: Sequence[str],
    optional: Sequence[str] = (),
    *,
    advance: Callable[[int], None] = _nothing,
    is_ragged: bool = False,
    otherwise: str = "",
) -> Iterator[tuple[int, list[str]]]:
    """Yield (line on which the row begins, cells of the columns ``wanted`` then ``optional``, stripped), streamed.

    Commas, semicolons or tabs part the cells, as the heading shows. Raises Refusal for a missing column, a wrong
    encoding, a row that is cut, and damage. An absent optional column gives empty cells. ``is_ragged`` says that the
    publisher leaves out empty cells at the end of rows; ``otherwise`` names the encoding of a file that is not UTF-8.
    """
    with _text_of(piece, advance, otherwise) as text:
        line = 1
        try:
            lines = _lines(piece, text)
            heading = next(lines, "")
            delimiter = max(",;\t", key=heading.count)
            columns = [name.strip().strip('"') for name in next(csv.reader([heading], delimiter=delimiter), [])]
            places = _places(piece, columns, wanted, optional)
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            line, width = 2, len(columns)
            for cells in reader:
                if is_ragged:
                    cells.extend([""] * (width - len(cells)))
                if len(cells) != width and cells:
                    _refuse_row(piece, line, len(cells), width)
                if cells:
                    yield line, [cells[place].strip() if place >= 0 else "" for place in places]
                line = reader.line_num + 2
        except UnicodeDecodeError:
            refuse(f"«{piece.place}» is not written in UTF-8 (near line {line:,}); save it as UTF-8.")
        except csv.Error:
            refuse(f"«{piece.place}» breaks off or is wrongly quoted in the row of line {line:,}.")


def _places(piece: Piece, columns: list[str], wanted: Sequence[str], optional: Sequence[str]) -> list[int]:
    missing = [name for name in wanted if name not in columns]
    if not any(columns):
        refuse(f"«{piece.place}» is empty.")
    if missing:
        refuse(
            f"«{piece.place}» has no column {', '.join(f'«{name}»' for name in missing)}; "
            f"it has: {', '.join(columns)[:300]}."
        )
    return [columns.index(name) if name in columns else -1 for name in (*wanted, *optional)]


def _refuse_row(piece: Piece, line: int, cells: int, width: int) -> NoReturn:
    refuse(f"«{piece.place}» has a row of {cells} cells on line {line:,} where {width} are due; it was cut or broken.")


csv.field_size_limit(CELL)
